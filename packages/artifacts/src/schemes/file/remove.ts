import { lstat, readdir, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import type { Deleted } from "../../artifact-store.ts";
import { syncDirectory } from "./directories.ts";
import { fileError, isMissing } from "./errors.ts";
import type { FileRoot } from "./place.ts";
import { isStaging } from "./staging.ts";

const NOTHING: Deleted = { files: 0, bytes: 0 };

/**
 * Removes a file, a link or a folder with all below it: it vanishes at once and whole, then its space is freed.
 * @param target has no symbolic links among its folders
 * @param artifact the path that errors name
 */
export async function removeAll(root: FileRoot, target: string, artifact: string): Promise<Deleted> {
  try {
    return await root.staging.with(async (hidden) => {
      if (!(await moveAway(root, target, hidden))) return NOTHING;
      await syncDirectory(root.ops, path.dirname(target));
      const deleted = await measure(hidden);
      await rm(hidden, { recursive: true, force: true });
      return deleted;
    });
  } catch (thrown) {
    throw fileError(thrown, artifact);
  }
}

/** Removes everything in the root, but not the root. */
export async function removeContents(root: FileRoot): Promise<Deleted> {
  let sum = NOTHING;
  for (const name of await namesIn(root.folder)) {
    if (!isStaging(name)) sum = add(sum, await removeAll(root, path.join(root.folder, name), name));
  }
  return sum;
}

/** Removes the folders above a removed root that have become empty, up to the one that the operator named. */
export async function removeEmptyAbove({ folder: removed, allowed }: FileRoot): Promise<void> {
  for (let folder = path.dirname(removed); folder !== allowed; folder = path.dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      // It has something in it, or has gone already.
      return;
    }
  }
}

/** False when nothing was there. */
async function moveAway({ ops, staging }: FileRoot, target: string, hidden: string): Promise<boolean> {
  if ((await ops.lstat(target)) === undefined) return false;
  try {
    await ops.rename(target, hidden);
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    // Either another has moved it away, or the hidden folder has gone.
    await staging.make();
    if ((await ops.lstat(target)) === undefined) return false;
    await ops.rename(target, hidden);
  }
  return true;
}

async function measure(file: string): Promise<Deleted> {
  const stats = await lstat(file);
  if (!stats.isDirectory()) return { files: 1, bytes: stats.isFile() ? stats.size : 0 };
  let sum = NOTHING;
  for (const name of await namesIn(file)) sum = add(sum, await measure(path.join(file, name)));
  return sum;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (isMissing(thrown)) return [];
    throw fileError(thrown, path.basename(folder));
  }
}

function add(one: Deleted, other: Deleted): Deleted {
  return { files: one.files + other.files, bytes: one.bytes + other.bytes };
}
