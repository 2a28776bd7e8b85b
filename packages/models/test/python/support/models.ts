import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cleanEnvironment, tempDir, VENV_BIN } from "@millrace/testkit";
import type { ScoreAnswer, Scorer } from "../../../src/index.ts";

const run = promisify(execFile);

/** The interpreter that has MLflow. */
export const PYTHON = path.join(VENV_BIN, "python");

/** Runs a script of this folder and gives what it prints; throws with it when it fails. */
export async function runScript(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const { stdout } = await run(PYTHON, [script, ...args], {
    env: cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true", ...env }),
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

/** Saves the models of make_models.py and gives their folder. */
export async function saveModels(): Promise<string> {
  const root = tempDir();
  await runScript("make_models.py", [root]);
  return root;
}

/** Asks a scorer for JSON. */
export async function ask(scorer: Scorer, body: unknown, signal = new AbortController().signal): Promise<ScoreAnswer> {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return scorer.score({ contentType: "application/json", body: bytes, signal });
}

/** The body that orders the obeying model of make_models.py about. */
export function order(what: string, value: string | number = 0): object {
  return { dataframe_records: [{ do: what, value: String(value) }] };
}

/** The text of an answer's body. */
export function text(answer: ScoreAnswer): string {
  return Buffer.from(answer.body).toString();
}
