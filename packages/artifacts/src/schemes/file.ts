import path from "node:path";
import type { ArtifactStore, Deleted, FileInfo } from "../artifact-store.ts";
import { invalidParameter, type ByteRange } from "@millrace/contract";
import { localPath } from "../local-path.ts";
import type { ArtifactOptions } from "../options.ts";
import { children, describe, filesBelow, readBytes } from "./file/read.ts";
import { opsFor } from "./file/ops.ts";
import { canonical, isWithin, locate, locateForWrite, type FileRoot } from "./file/place.ts";
import { removeAll, removeContents, removeEmptyAbove } from "./file/remove.ts";
import { Staging } from "./file/staging.ts";
import { writeDurably } from "./file/write.ts";

interface AllowedRoot {
  readonly folder: string;
  readonly staging: Staging;
}

const allowedRoots = new WeakMap<ArtifactOptions, Map<string, AllowedRoot>>();

/**
 * Opens a folder of this machine, which need not exist yet.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE when it is not in or below a folder that the options allow
 */
export async function openFileStore(uri: string, options: ArtifactOptions): Promise<ArtifactStore> {
  const wanted = localPath(uri);
  if (wanted === undefined) throw invalidParameter(`"${uri}" is not a local path or file: URI.`);
  const absolute = path.resolve(wanted);
  const ops = await opsFor(absolute);
  const folder = (await canonical(ops, absolute)).real;
  const allowed = await deepestAllowed(folder, options);
  if (allowed) return new FileStore({ folder, ops, allowed: allowed.folder, staging: allowed.staging });
  throw invalidParameter(
    `The local folder "${uri}" is not in or below a folder that the server may use for artifacts: ` +
      "the operator can name one with --allowed-artifact-roots.",
  );
}

async function deepestAllowed(folder: string, options: ArtifactOptions): Promise<AllowedRoot | undefined> {
  const named = [...options.localRoots, options.artifactsDestination ?? ""];
  const folders: string[] = [];
  for (const root of named) {
    const local = root === "" ? undefined : localPath(root);
    if (local === undefined) continue;
    const absolute = path.resolve(local);
    folders.push((await canonical(await opsFor(absolute), absolute)).real);
  }
  const above = folders.filter((root) => isWithin(folder, root)).toSorted((a, b) => b.length - a.length)[0];
  return above === undefined ? undefined : sharedRoot(above, options);
}

/** All roots in or below one folder that the operator named share its hidden folder. */
function sharedRoot(folder: string, options: ArtifactOptions): AllowedRoot {
  const known = allowedRoots.get(options) ?? new Map<string, AllowedRoot>();
  allowedRoots.set(options, known);
  const found = known.get(folder) ?? { folder, staging: new Staging(folder) };
  known.set(folder, found);
  return found;
}

class FileStore implements ArtifactStore {
  readonly #root: FileRoot;

  constructor(root: FileRoot) {
    this.#root = root;
  }

  stat(artifact: string): Promise<FileInfo | undefined> {
    return describe(this.#root, artifact);
  }

  async *list(artifact: string): AsyncGenerator<FileInfo> {
    for await (const { info } of children(this.#root, artifact)) yield info;
  }

  walk(artifact: string): AsyncIterable<FileInfo> {
    return filesBelow(this.#root, artifact);
  }

  read(artifact: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    return readBytes(this.#root, artifact, range);
  }

  async write(artifact: string, stream: AsyncIterable<Uint8Array>): Promise<void> {
    const target = await locateForWrite(this.#root, artifact);
    await writeDurably(this.#root, target, stream, artifact);
  }

  async delete(artifact: string): Promise<Deleted> {
    const root = this.#root;
    const place = await locate(root, artifact);
    if (artifact !== "") return place.exists ? removeAll(root, await this.#entry(artifact), artifact) : NOTHING;
    if (root.folder === root.allowed) return removeContents(root);
    const deleted = await removeAll(root, root.folder, artifact);
    await removeEmptyAbove(root);
    return deleted;
  }

  /** The entry itself, should it be a link, with no links among its folders. */
  async #entry(artifact: string): Promise<string> {
    const { real } = await locate(this.#root, path.posix.dirname(artifact));
    return path.join(real, path.posix.basename(artifact));
  }
}

const NOTHING: Deleted = { files: 0, bytes: 0 };
