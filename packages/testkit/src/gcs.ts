import { existsSync } from "node:fs";
import path from "node:path";
import { VENV_BIN } from "./mlflow.ts";
import { freePort, tempDir } from "./places.ts";
import { answersOk, cleanEnvironment, startProgram, type Program } from "./program.ts";

const EMULATOR = path.join(VENV_BIN, "gcp-storage-emulator");

/**
 * Runs the emulator, but lets more than five connections wait, since it serves one after the other, and without writing
 * down all that it knows after each request, since it is never started again.
 */
const QUICK = `
import socketserver, sys
socketserver.TCPServer.request_queue_size = 256
from gcp_storage_emulator.storage import Storage
Storage._write_config_to_file = lambda self: None
from gcp_storage_emulator.__main__ import main
sys.exit(main())
`;

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
    command: path.join(VENV_BIN, "python"),
    args: [
      "-c",
      QUICK,
      "start",
      "--host=127.0.0.1",
      `--port=${port}`,
      `--default-bucket=${bucket}`,
      "--in-memory",
      "--quiet",
    ],
    kept: true,
    port,
    cwd: tempDir(),
    env: cleanEnvironment(),
    isReady: () => answersOk(`http://127.0.0.1:${port}/storage/v1/b/${bucket}`),
  });
  return { ...program, bucket };
}
