import { once } from "node:events";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** Linux's file system in memory, and how many bytes must be free before files of tests go there. */
const MEMORY = "/dev/shm";
const ENOUGH_MEMORY = 4 * 1024 ** 3;

const made: string[] = [];

/** Makes an empty folder that is removed when this process ends. */
export function tempDir(): string {
  if (made.length === 0) process.once("exit", removeAll);
  const folder = mkdtempSync(path.join(tmpdir(), "millrace-"));
  made.push(folder);
  return folder;
}

/** The folder for temporary files that need not be on a disk: in memory when there is plenty of it. */
export function fastestFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_MEMORY ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

function removeAll(): void {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
}

/** Finds a TCP port on 127.0.0.1 that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port.");
  return address.port;
}
