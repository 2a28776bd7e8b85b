import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { localError } from "./local-error.ts";

/**
 * Writes a file of this machine, with the folders above it. It gets its name when it is complete: when anything fails,
 * nothing of it is left, and an older file of that name stays.
 * @throws MillraceError when this machine can't take it; what the chunks throw as it is
 */
export async function writeLocalFile(target: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const folder = path.dirname(target);
  const hidden = path.join(folder, `.millrace-${randomBytes(8).toString("hex")}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await fill(hidden, chunks);
    await rename(hidden, target);
  } catch (error) {
    await rm(hidden, { force: true }).catch(() => undefined);
    throw localError(error, target);
  }
}

/**
 * Makes a folder of this machine, and those above it.
 * @throws MillraceError when this machine can't take it
 */
export async function makeLocalFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw localError(error, folder);
  }
}

async function fill(file: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  // It must not exist: a link that somebody laid in its place would lead elsewhere.
  const handle = await open(file, "wx");
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}
