import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CACHE, ROOT, venvBin } from "../paths.ts";

const REQUIREMENTS = join(ROOT, "bench", "requirements-mlserver.txt");
const VENV = join(CACHE, "mlserver-venv");
const run = promisify(execFile);

/** The folder with the programs of MLServer's Python environment. */
export const MLSERVER_BIN = join(VENV, "bin");

/** Installs MLServer into an environment of its own, unless an earlier run did. Rejects with what pip said. */
export async function ensureMlserver(): Promise<void> {
  const hash = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
  const stamp = join(VENV, `installed-${hash}`);
  if (existsSync(stamp)) return;
  await run(venvBin("python"), ["-m", "venv", VENV]);
  await run(join(MLSERVER_BIN, "python"), [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
    ...["-r", REQUIREMENTS],
  ]);
  writeFileSync(stamp, "");
}
