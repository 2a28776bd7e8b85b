import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { MillraceError } from "@millrace/contract";
import { isMissing } from "./errors.ts";

const NAME = ".millrace-staging";
/** What no byte has reached for so long was left by a crash. In milliseconds. */
const ABANDONED_AFTER = 3_600_000;

/** True for the name of the hidden folder that holds what is half-written; it is never listed, read or written to. */
export function isStaging(name: string): boolean {
  return name.toLowerCase() === NAME;
}

/**
 * The hidden folder, on the same file system as the artifacts, in which files are written before they get their names
 * and to which folders go to be deleted. Several servers may share it.
 */
export class Staging {
  readonly #folder: string;
  readonly #inUse = new Set<string>();
  #sweptAt = -Infinity;

  /** @param root the folder that the operator named, without symbolic links */
  constructor(root: string) {
    this.#folder = path.join(root, NAME);
  }

  /** Runs the work with a new path in the hidden folder, and removes what stands there when the work fails. */
  async with<T>(work: (file: string) => Promise<T>): Promise<T> {
    if (Date.now() - this.#sweptAt >= ABANDONED_AFTER) await this.#prepare();
    const name = randomUUID();
    const file = path.join(this.#folder, name);
    this.#inUse.add(name);
    try {
      return await work(file);
    } catch (thrown) {
      await rm(file, { recursive: true, force: true });
      throw thrown;
    } finally {
      this.#inUse.delete(name);
    }
  }

  /** Makes the folder, should somebody have removed it. */
  async make(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if ((await lstat(this.#folder)).isDirectory()) return;
    throw new MillraceError("PERMISSION_DENIED", `"${NAME}" in the artifact folder is a link: remove it.`);
  }

  async #prepare(): Promise<void> {
    await this.make();
    this.#sweptAt = Date.now();
    for (const name of await readdir(this.#folder)) {
      const file = path.join(this.#folder, name);
      if (this.#inUse.has(name) || !(await isAbandoned(file))) continue;
      // What can't be removed now is tried again with the next sweep; it is no reason to refuse an upload.
      await rm(file, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    return Date.now() - (await lstat(file)).mtimeMs > ABANDONED_AFTER;
  } catch (thrown) {
    if (isMissing(thrown)) return false;
    throw thrown;
  }
}
