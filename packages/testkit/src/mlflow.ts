import { existsSync } from "node:fs";
import path from "node:path";
import { VENV } from "../../../scripts/python-env.mjs";
import { freePort, tempDir } from "./places.ts";
import { cleanEnvironment, startProgram, type Program } from "./program.ts";

/** The folder with `python`, `mlflow` and the other programs of the tests' Python environment. */
export const VENV_BIN = path.join(VENV, "bin");

/** How to start the real MLflow; what is left out is new and temporary. */
export interface MlflowOptions {
  /** The folder that it is started in. */
  readonly folder?: string;
  readonly backend?: string;
  readonly artifacts?: string;
  readonly port?: number;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Why tests that need the real MLflow can't run here, for a test's `skip`; false when they can. */
export function mlflowMissing(): string | false {
  return existsSync(path.join(VENV_BIN, "mlflow")) ? false : "the real MLflow is not installed (npm test installs it)";
}

/** Starts the real MLflow's server on 127.0.0.1 with one worker and waits until it is healthy (some 8 s). */
export async function startMlflow(options: MlflowOptions = {}): Promise<Program> {
  const folder = options.folder ?? tempDir();
  const port = options.port ?? (await freePort());
  const backend = options.backend ?? `sqlite:///${path.join(folder, "mlflow.db")}`;
  const artifacts = options.artifacts ?? path.join(folder, "artifacts");
  return startProgram({
    command: path.join(VENV_BIN, "mlflow"),
    args: [
      "server",
      "--host=127.0.0.1",
      `--port=${port}`,
      "--workers=1",
      `--backend-store-uri=${backend}`,
      `--default-artifact-root=${artifacts}`,
      ...(options.args ?? []),
    ],
    kept: true,
    port,
    cwd: folder,
    env: cleanEnvironment({
      MLFLOW_DISABLE_TELEMETRY: "true",
      // Half a dozen processes that no test asks anything of.
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
      PATH: `${VENV_BIN}${path.delimiter}${process.env.PATH}`,
      ...options.env,
    }),
  });
}
