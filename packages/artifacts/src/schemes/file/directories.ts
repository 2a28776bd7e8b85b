import fs, { constants } from "node:fs";
import { mkdir, rmdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { codeOf } from "./errors.ts";
import type { FileOps } from "./ops.ts";

const flush = promisify(fs.fsync);

interface Sync {
  readonly running: Promise<void>;
  next: Promise<void> | undefined;
}

const syncs = new Map<string, Sync>();

/** Makes the entries of a folder durable. Calls that arrive while one is under way share the next. */
export function syncDirectory(ops: FileOps, directory: string): Promise<void> {
  const current = syncs.get(directory);
  if (current) return (current.next ??= current.running.catch(ignore).then(() => start(ops, directory)));
  return start(ops, directory);
}

function start(ops: FileOps, directory: string): Promise<void> {
  const sync: Sync = { running: fsync(ops, directory), next: undefined };
  syncs.set(directory, sync);
  const end = (): void => {
    if (sync.next === undefined && syncs.get(directory) === sync) syncs.delete(directory);
  };
  sync.running.then(end, end);
  return sync.running;
}

async function fsync(ops: FileOps, directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await ops.open(directory, constants.O_RDONLY);
  try {
    await flush(handle);
  } catch (thrown) {
    // Some network file systems know no fsync of folders.
    if (codeOf(thrown) !== "EINVAL" && codeOf(thrown) !== "ENOTSUP") throw thrown;
  } finally {
    await ops.close(handle);
  }
}

/**
 * Makes a folder with those above it, durably. When one can't be made, those that were made are removed again.
 * @returns the folders that were new, the outermost first
 */
export async function makeDirectory(ops: FileOps, directory: string): Promise<string[]> {
  const made: string[] = [];
  try {
    await make(directory, made);
    for (const one of made) await syncDirectory(ops, path.dirname(one));
    return made;
  } catch (thrown) {
    await removeEmpty(made);
    throw thrown;
  }
}

async function make(directory: string, made: string[]): Promise<void> {
  try {
    await mkdir(directory);
    made.push(directory);
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return;
    if (codeOf(thrown) !== "ENOENT" || directory === path.dirname(directory)) throw thrown;
    await make(path.dirname(directory), made);
    await make(directory, made);
  }
}

/** Removes folders that were made in vain, unless something is in them by now. */
export async function removeEmpty(made: readonly string[]): Promise<void> {
  for (const directory of made.toReversed()) await rmdir(directory).catch(ignore);
}

function ignore(): void {}
