import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tempDir } from "@millrace/testkit";

/**
 * Puts a program `nvidia-smi` into a folder of its own.
 * @param script what it does, for a POSIX shell
 * @returns the value of PATH with which it is found first
 */
export function nvidiaSmi(script: string): string {
  const folder = tempDir();
  const file = path.join(folder, "nvidia-smi");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return `${folder}${path.delimiter}${process.env.PATH}`;
}
