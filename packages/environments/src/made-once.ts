import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import type { ProgramOptions } from "./program.ts";

/** How an environment is made that is kept for the next time. */
export interface StoredOptions extends ProgramOptions {
  /** The folder that keeps environments. */
  readonly root: string;
}

/**
 * Gives the folder of an environment, which is made once for the same needs and appears when it is whole. Of two that
 * make it at the same time, the first to finish is kept.
 * @param needs what goes into the environment, as text
 */
export async function makeOnce(
  needs: string,
  { root, log }: StoredOptions,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const facts = `${process.platform} ${process.arch} ${needs}`;
  const finished = path.join(root, `millrace-${createHash("sha256").update(facts).digest("hex").slice(0, 32)}`);
  const isThere = await access(finished).then(
    () => true,
    () => false,
  );
  if (isThere) return finished;
  // Environments know their own place, so it is made where it stays; its short name follows when it is whole.
  const folder = `${finished}-${randomUUID().slice(0, 8)}`;
  await mkdir(root, { recursive: true });
  log(`Making an environment in ${folder}`);
  try {
    await make(folder);
    await symlink(path.basename(folder), finished);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const isLate = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!isLate) throw error;
  }
  return finished;
}

/** The Python of an environment. */
export function pythonIn(folder: string): string {
  return process.platform === "win32" ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
}
