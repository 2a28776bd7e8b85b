import { mkdtemp, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import { checkOut, type GitFacts, gitFacts } from "./git.ts";
import { findByName } from "./named.ts";
import type { ProjectSource, SourceOptions } from "./source.ts";
import { unpack } from "./zip.ts";

const GIT_ADDRESS = /^(git@|git:|ssh:|https?:(?!.*\.zip$)|git\+)|\.git$/i;

/**
 * Brings a project's files to this machine: a folder, a zip archive or a git repository, each with `#folder` for a part of
 * it, or the bare name that a project below the current folder gives itself.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is nothing, INVALID_PARAMETER_VALUE when it is no project
 */
export async function openSource(uri: string, options: SourceOptions): Promise<ProjectSource> {
  const [address, part] = splitPart(uri);
  const local = localFolder(address, options.folder);
  const isRepository = GIT_ADDRESS.test(address) || (options.version !== undefined && local !== undefined);
  if (isRepository && !(options.version === undefined && (await isFolder(local)))) {
    return openRepository(address, part, options);
  }
  if (/\.zip$/i.test(address)) return openArchive(uri, address, part, options);
  if (local === undefined) return openRepository(address, part, options);
  return openFolder(uri, await existingFolder(address, local, options), part, options);
}

async function openFolder(
  uri: string,
  root: string,
  part: string | undefined,
  { env }: SourceOptions,
): Promise<ProjectSource> {
  const folder = await partOf(root, part, uri);
  const facts = await gitFacts(folder, env);
  return {
    folder,
    name: nameOf(folder, facts, part === undefined ? undefined : `${root}#${part}`),
    commit: facts?.commit,
    repository: facts?.remote,
    branch: undefined,
  };
}

/** As MLflow names the source of a run: by the repository that a folder is in, and by a part that was asked for. */
function nameOf(folder: string, facts: GitFacts | undefined, asked: string | undefined): string {
  if (asked !== undefined) return asked;
  if (facts === undefined) return folder;
  return facts.below === "" ? `file://${facts.root}` : `file://${facts.root}#${facts.below}`;
}

async function openRepository(
  address: string,
  part: string | undefined,
  options: SourceOptions,
): Promise<ProjectSource> {
  const root = await emptyFolder(options);
  const { commit, branch } = await checkOut(address, options.version, root, options);
  const name = part === undefined ? address : `${address}#${part}`;
  return { folder: await partOf(root, part, name), name, commit, repository: address, branch };
}

async function openArchive(
  uri: string,
  address: string,
  part: string | undefined,
  options: SourceOptions,
): Promise<ProjectSource> {
  const root = await emptyFolder(options);
  await unpack(localFolder(address, options.folder) ?? (await options.fetch(address)), root);
  const folder = await partOf(root, part, uri);
  return { folder, name: uri, commit: undefined, repository: undefined, branch: undefined };
}

function emptyFolder({ temporary }: SourceOptions): Promise<string> {
  return mkdtemp(path.join(temporary, "project-"));
}

async function existingFolder(address: string, local: string, options: SourceOptions): Promise<string> {
  if (await isFolder(local)) return local;
  const isBareName = /^[\w][\w .-]*$/.test(address);
  const named = isBareName ? await findByName(address, options.folder) : undefined;
  if (named !== undefined) return named;
  const also = isBareName ? `, and no project below ${options.folder} is named so` : "";
  throw doesNotExist(`There is no folder "${local}"${also}.`);
}

/** The part of an address behind its last `#`. */
function splitPart(uri: string): [address: string, part: string | undefined] {
  const at = uri.lastIndexOf("#");
  return at === -1 ? [uri, undefined] : [uri.slice(0, at), uri.slice(at + 1)];
}

async function partOf(root: string, part: string | undefined, uri: string): Promise<string> {
  if (part === undefined || part === "") return root;
  const segments = part.split(/[/\\]/);
  if (segments.some((segment) => segment === ".." || segment === ".") || path.isAbsolute(part)) {
    throw invalidParameter(`"#${part}" must be a folder of the project, without "." and "..".`);
  }
  const folder = path.join(root, ...segments);
  if (await isFolder(folder)) return folder;
  const names = (await readdir(root)).filter((name) => !name.startsWith(".")).slice(0, 20);
  throw doesNotExist(`"${uri}" has no folder "${part}". It has: ${names.join(", ")}.`);
}

/** The place on this machine that an address means; undefined for remote ones. */
function localFolder(address: string, folder: string): string | undefined {
  if (/^file:\/\//i.test(address)) {
    try {
      return fileURLToPath(address);
    } catch {
      throw invalidParameter(`"${address}" is not the URI of a folder on this machine.`);
    }
  }
  return /^([a-z][a-z0-9+.-]+:|[\w.-]+@[\w.-]+:)/i.test(address) ? undefined : path.resolve(folder, address);
}

async function isFolder(place: string | undefined): Promise<boolean> {
  if (place === undefined) return false;
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
