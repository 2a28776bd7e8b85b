import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { invalidParameter, MillraceError } from "@millrace/contract";

const run = promisify(execFile);
const MOST_OUTPUT = 4 * 1024 * 1024;

/** Git's own list of transports: those that run commands named by an address stay out. */
const SAFE_TRANSPORTS = "file:git:http:https:ssh";

/** How git is run. */
export interface GitOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** What is checked out in a folder. */
export interface Checkout {
  readonly commit: string;
  readonly branch: string | undefined;
}

/** What git knows of a folder of the user's own. */
export interface GitFacts {
  readonly commit: string;
  /** The address that the repository was cloned from. */
  readonly remote: string | undefined;
  /** The repository's own folder. */
  readonly root: string;
  /** The path of the folder below that, with `/`; empty for the repository itself. */
  readonly below: string;
}

/**
 * Fetches one version of a repository, without its history, into an empty folder, with its submodules.
 * @param version a branch, tag or commit. Default: the repository's own choice
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when the repository or the version can't be fetched
 */
export async function checkOut(
  address: string,
  version: string | undefined,
  folder: string,
  { env, signal }: GitOptions,
): Promise<Checkout> {
  if (address.startsWith("-") || version?.startsWith("-") === true) {
    throw invalidParameter("The address and the version of a repository can't begin with a dash.");
  }
  const git = (...args: string[]): Promise<string> => gitIn(folder, args, env, signal);
  await git("init", "--quiet");
  await git("remote", "add", "origin", address);
  try {
    await fetchVersion(git, version ?? "HEAD");
    await git("submodule", "update", "--quiet", "--init", "--recursive", "--depth", "1");
  } catch (error) {
    const what = version === undefined ? `"${address}"` : `the version "${version}" of "${address}"`;
    throw new MillraceError("RESOURCE_DOES_NOT_EXIST", `Git can't fetch ${what}: ${reasonOf(error)}`, { cause: error });
  }
  const commit = await git("rev-parse", "HEAD");
  const isBranch =
    version !== undefined && (await git("ls-remote", "--heads", "origin", `refs/heads/${version}`)) !== "";
  return { commit, branch: isBranch ? version : undefined };
}

async function fetchVersion(git: (...args: string[]) => Promise<string>, version: string): Promise<void> {
  try {
    await git("fetch", "--quiet", "--depth", "1", "origin", version);
    await git("checkout", "--quiet", "--detach", "FETCH_HEAD");
  } catch {
    // Servers may give no commits by their ids, and none know shortened ones: all branches and tags have to come.
    await git("fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
    await git("checkout", "--quiet", "--detach", version);
  }
}

/** What git knows of a folder; undefined when it is in no repository, has no commit, or there is no git. */
export async function gitFacts(folder: string, env: NodeJS.ProcessEnv): Promise<GitFacts | undefined> {
  try {
    const lines = (await gitIn(folder, ["rev-parse", "HEAD", "--show-toplevel", "--show-prefix"], env)).split("\n");
    const [commit = "", root = "", below = ""] = lines;
    const remote = await gitIn(folder, ["remote", "get-url", "origin"], env).catch(() => undefined);
    return { commit, remote, root, below: below.replace(/\/$/, "") };
  } catch {
    return undefined;
  }
}

async function gitIn(
  folder: string,
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<string> {
  const env = { ...variables, GIT_ALLOW_PROTOCOL: SAFE_TRANSPORTS };
  const options = { cwd: folder, env, maxBuffer: MOST_OUTPUT, windowsHide: true, ...(signal && { signal }) };
  return (await run("git", args, options)).stdout.trim();
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  const line = text.split("\n").find((one) => /^(fatal|error):/.test(one)) ?? text.trim().split("\n")[0] ?? "";
  // An address may hold a password.
  return line.replaceAll(/\/\/[^/@\s]*@/g, "//");
}
