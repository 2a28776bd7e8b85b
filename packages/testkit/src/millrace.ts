import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, tempDir } from "./places.ts";
import { cleanEnvironment, startProgram, type Program } from "./program.ts";

const COMMAND = fileURLToPath(new URL("../../cli/bin/millrace.js", import.meta.url));

/** How to start a Millrace server; what is left out is new and temporary. */
export interface MillraceOptions {
  /** The folder that it is started in. */
  readonly folder?: string;
  /** Backend store URI. */
  readonly backend?: string;
  /** Default artifact root: a folder or a URI. */
  readonly artifacts?: string;
  readonly port?: number;
  /** Further arguments of `millrace server`. */
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts `millrace server` as its own process on 127.0.0.1, as a user would, and waits until it is healthy. */
export async function startMillrace(options: MillraceOptions = {}): Promise<Program> {
  const folder = options.folder ?? tempDir();
  const port = options.port ?? (await freePort());
  const backend = options.backend ?? `sqlite:///${path.join(folder, "millrace.db")}`;
  const artifacts = options.artifacts ?? path.join(folder, "artifacts");
  return startProgram({
    command: COMMAND,
    args: [
      "server",
      "--host=127.0.0.1",
      `--port=${port}`,
      `--backend-store-uri=${backend}`,
      `--default-artifact-root=${artifacts}`,
      ...(options.args ?? []),
    ],
    port,
    cwd: folder,
    env: cleanEnvironment(options.env),
  });
}
