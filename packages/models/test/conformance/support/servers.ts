import { createServer } from "node:net";
import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openPythonScorer, startScoringServer } from "@millrace/models";
import { cleanEnvironment, freePort, startProgram, tempDir, VENV_BIN } from "@millrace/testkit";
import type { Way } from "./case.ts";

const COMMAND = fileURLToPath(new URL("../../../../cli/bin/millrace.js", import.meta.url));
const PYTHON = path.join(VENV_BIN, "python");

/** Sets are written in the same order by all processes that have the same seed. */
const ENV = cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true", PYTHONHASHSEED: "0" });

/** A server that a test started. */
export interface Serving {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

/** MLflow's scoring servers by their models. */
export interface MlflowServing {
  readonly urls: ReadonlyMap<string, string>;
  readonly stop: () => Promise<unknown>;
}

/** Saves the models of make_models.py and gives their folder. */
export async function makeModels(): Promise<string> {
  const folder = tempDir();
  await promisify(execFile)(PYTHON, [scriptOf("make_models.py"), folder], { env: ENV, maxBuffer: 2 ** 26 });
  return folder;
}

/** Serves models of a folder with MLflow. */
export async function startMlflowServing(folder: string, models: readonly string[]): Promise<MlflowServing> {
  const ports = await freePorts(models.length);
  const byFolder = Object.fromEntries(models.map((model, place) => [path.join(folder, model), ports[place]]));
  const server = await startProgram({
    command: PYTHON,
    args: [scriptOf("serve_models.py"), JSON.stringify(byFolder)],
    port: ports[0] ?? 0,
    cwd: folder,
    env: ENV,
  });
  const urls = new Map(models.map((model, place) => [model, `http://127.0.0.1:${ports[place]}`]));
  return { urls, stop: server.stop };
}

/** Serves a model as `millrace models serve` does; what Node serves can be served by Python all the same. */
export async function startServing(folder: string, way: Way, isOfNode: boolean): Promise<Serving> {
  if (way === "python" && isOfNode) return startPythonServing(folder);
  const port = await freePort();
  const flags = way === "node" ? [] : ["--env-manager=local", `--python=${PYTHON}`, "--workers=1"];
  return startProgram({
    command: COMMAND,
    args: ["models", "serve", `--model-uri=${folder}`, `--port=${port}`, ...flags],
    port,
    cwd: folder,
    env: ENV,
  });
}

async function startPythonServing(folder: string): Promise<Serving> {
  const scorer = openPythonScorer({ folder, python: PYTHON, env: ENV, workers: 1 });
  const server = await startScoringServer({ scorer, port: 0 });
  await server.ready;
  return { url: server.url, stop: () => server.close() };
}

function scriptOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Ports that nothing listens on, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
