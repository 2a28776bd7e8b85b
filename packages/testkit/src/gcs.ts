import { existsSync } from "node:fs";
import path from "node:path";
import { VENV_BIN } from "./mlflow.ts";
import { freePort, tempDir } from "./places.ts";
import { answersOk, cleanEnvironment, startProgram, type Program } from "./program.ts";

const EMULATOR = path.join(VENV_BIN, "gcp-storage-emulator");

/** A server that speaks Google Cloud Storage's JSON API, with an empty bucket. */
export interface GcsServer extends Program {
  readonly bucket: string;
}

/** Why tests that need Google Cloud Storage can't run here, for a test's `skip`; false when they can. */
export function gcsMissing(): string | false {
  return existsSync(EMULATOR) ? false : "gcp-storage-emulator is not installed (npm test installs it)";
}

/** Starts the emulator on 127.0.0.1; it keeps its objects in memory. */
export async function startGcs(): Promise<GcsServer> {
  const port = await freePort();
  const bucket = "millrace";
  const program = await startProgram({
    command: EMULATOR,
    args: ["start", "--host=127.0.0.1", `--port=${port}`, `--default-bucket=${bucket}`, "--in-memory", "--quiet"],
    kept: true,
    port,
    cwd: tempDir(),
    env: cleanEnvironment(),
    isReady: () => answersOk(`http://127.0.0.1:${port}/storage/v1/b/${bucket}`),
  });
  return { ...program, bucket };
}
