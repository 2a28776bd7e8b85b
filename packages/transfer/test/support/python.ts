import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cleanEnvironment, VENV_BIN } from "@millrace/testkit";

const SCRIPTS = fileURLToPath(new URL("../python", import.meta.url));
const LIMIT_MS = 300_000;

/** Runs one of the Python scripts beside these tests and gives what it printed. */
export async function python(script: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(path.join(VENV_BIN, "python"), [path.join(SCRIPTS, script), ...args], {
    cwd,
    env: cleanEnvironment({
      MLFLOW_DISABLE_TELEMETRY: "true",
      MLFLOW_ALLOW_FILE_STORE: "true",
      PYTHONWARNINGS: "ignore",
    }),
    maxBuffer: 1 << 30,
    timeout: LIMIT_MS,
  });
  return stdout;
}

/** Runs one of MLflow's own commands. */
export async function mlflow(args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(path.join(VENV_BIN, "mlflow"), [...args], {
    cwd,
    env: cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true", MLFLOW_ALLOW_FILE_STORE: "true" }),
    timeout: LIMIT_MS,
  });
}

/** What an MLflow server keeps its data in. */
export type Kind = "sql" | "folder";

/** Everything that the official client sees of a tracking server; for `folder` less in what MLflow's servers differ. */
export async function readAll(url: string, kind: Kind, cwd: string): Promise<unknown> {
  const text = await python("read.py", [url, kind], cwd);
  return JSON.parse(text);
}
