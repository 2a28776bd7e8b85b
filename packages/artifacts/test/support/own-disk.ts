import { spawnSync } from "node:child_process";
import { tempDir } from "@millrace/testkit";

/** A file system of a test's own. */
export interface OwnDisk {
  readonly folder: string;
  readonly remove: () => void;
}

/** Mounts an empty file system in memory; gives the reason when this machine does not let us. */
export function ownDisk(type: "tmpfs" | "ramfs", options: string): OwnDisk | string {
  const folder = tempDir();
  const made = spawnSync("mount", ["-t", type, "-o", options, type, folder], { encoding: "utf8" });
  if (made.status !== 0) return `no file system can be mounted here: ${made.stderr || String(made.error)}`;
  return { folder, remove: () => void spawnSync("umount", [folder]) };
}
