import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { VENV_BIN } from "@millrace/testkit";
import { isObject, parseJson, type Json } from "./json.ts";
import { Normaliser } from "./normaliser.ts";
import { SUITE } from "./paths.ts";
import type { Target } from "./runCase.ts";

/** What one client script showed, normalised; `failure` is its traceback when it fell over. */
export interface Told {
  readonly lines: Json;
  readonly failure: string | undefined;
}

const RUNNER = path.join(SUITE, "scripts/runner.py");

/** Runs Python client scripts against a server, one after another in one process, and gives what each told as it ends. */
export async function* runScripts(
  files: readonly string[],
  target: Target,
  settings: NodeJS.ProcessEnv = {},
): AsyncGenerator<readonly [string, Told]> {
  const child = spawn(path.join(VENV_BIN, "python"), [RUNNER, ...files], {
    cwd: target.directory,
    env: { ...process.env, ...clientSettings(target.url), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints = (complaints + text).slice(-4000)));
  for await (const line of createInterface({ input: child.stdout })) yield read(parseJson(line), target);
  await ended;
  if (child.exitCode !== 0)
    throw new Error(`The script runner ended with ${child.exitCode} against ${target.name}:\n${complaints}`);
}

/** MLflow's client asks again after an error 500 for minutes unless told not to. */
function clientSettings(url: string): NodeJS.ProcessEnv {
  return {
    MLFLOW_TRACKING_URI: url,
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
    MLFLOW_DISABLE_TELEMETRY: "true",
    MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT: "true",
    // Autologging looks for a model's requirements by loading it in another process.
    MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT: "1",
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

function read(answer: Json, target: Target): readonly [string, Told] {
  const { script, lines, failure }: { [key: string]: Json } = isObject(answer) ? answer : {};
  if (typeof script !== "string") throw new TypeError("The script runner printed a line that names no script.");
  return [
    script,
    {
      lines: new Normaliser(target).normalise(lines ?? null),
      failure: typeof failure === "string" ? failure : undefined,
    },
  ];
}
