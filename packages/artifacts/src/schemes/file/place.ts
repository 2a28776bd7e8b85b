import type { BigIntStats } from "node:fs";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { fileError, isMissing } from "./errors.ts";
import type { FileOps } from "./ops.ts";
import { isStaging, type Staging } from "./staging.ts";

/** The longest name of a file on the usual file systems, in bytes. */
const MAX_NAME = 255;

/** The root of a store on the disk. */
export interface FileRoot {
  /** Without symbolic links. */
  readonly folder: string;
  readonly ops: FileOps;
  /** The folder that the operator named, in which or as which the root lies; without symbolic links. */
  readonly allowed: string;
  readonly staging: Staging;
}

/** Where a path of a store is on the disk. */
export interface Place {
  /** Without symbolic links, as far as it exists. */
  readonly real: string;
  readonly exists: boolean;
}

/** True when the child is the parent or below it; both without symbolic links. */
export function isWithin(child: string, parent: string): boolean {
  return child === parent || child.startsWith(parent.endsWith(path.sep) ? parent : parent + path.sep);
}

/** The path without symbolic links, as far as it exists. */
export async function canonical(ops: FileOps, file: string): Promise<Place> {
  const missing: string[] = [];
  for (let probe = file; ; probe = path.dirname(probe)) {
    try {
      return { real: path.join(await ops.realpath(probe), ...missing), exists: missing.length === 0 };
    } catch (thrown) {
      if (!isMissing(thrown) || probe === path.dirname(probe)) throw thrown;
      missing.unshift(path.basename(probe));
    }
  }
}

/**
 * Finds a path below a root that has no symbolic links in it itself.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE when a symbolic link leads out of the root, for the folder of
 *   half-written files, and for names that the operating system would read otherwise
 */
export async function locate(root: FileRoot, artifact: string): Promise<Place> {
  checkNames(artifact);
  const place = await canonical(root.ops, path.join(root.folder, artifact)).catch((thrown: unknown) => {
    throw fileError(thrown, artifact);
  });
  if (!isWithin(place.real, root.folder)) throw leaves(artifact);
  return place;
}

/** As `locate`, and nothing but a file or nothing at all may be at the path. */
export async function locateForWrite(root: FileRoot, artifact: string): Promise<string> {
  checkNames(artifact);
  if (artifact.split("/").some((name) => Buffer.byteLength(name) > MAX_NAME)) {
    throw invalidParameter(`A name in "${artifact}" is longer than ${MAX_NAME} bytes: shorten it.`);
  }
  const folder = await locate(root, path.posix.dirname(artifact));
  const target = path.join(folder.real, path.posix.basename(artifact));
  if (!folder.exists) return target;
  const found = await statsOf(root, target, artifact);
  // A link is replaced, not followed; one that leads out is refused all the same, so that nobody takes it for safe.
  if (found?.isSymbolicLink()) await locate(root, artifact);
  if (found?.isDirectory()) throw invalidParameter(`"${artifact}" can't be written: a folder has that name.`);
  return target;
}

/**
 * What is at a place on the disk; links are not followed. Undefined when nothing is there.
 * @param artifact the path that errors name
 */
export async function statsOf(root: FileRoot, real: string, artifact: string): Promise<BigIntStats | undefined> {
  try {
    return await root.ops.lstat(real);
  } catch (thrown) {
    throw fileError(thrown, artifact);
  }
}

function checkNames(artifact: string): void {
  if (artifact.split("/").some(isStaging)) throw invalidParameter(`"${artifact}" has a name that the server keeps.`);
  if (path.sep !== "/" && /[\\:*?"<>|]/.test(artifact)) {
    throw invalidParameter(`"${artifact}" has a character that file names can't have on this server.`);
  }
}

function leaves(artifact: string): Error {
  return invalidParameter(`"${artifact}" leads out of the artifact folder through a symbolic link.`);
}
