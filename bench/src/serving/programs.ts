import { delimiter, dirname, join } from "node:path";
import { ROOT, VENV_BIN, venvBin } from "../paths.ts";
import type { Program } from "../targets/program.ts";
import { ONNX_MODEL, readIris, saveIrisModels, SKLEARN_MODEL } from "./iris.ts";
import { ensureMlserver, MLSERVER_BIN } from "./mlserver.ts";

const ready = (): { path: string; body: string } => ({ path: "/invocations", body: readIris().bodies[0] ?? "" });

/** Millrace with the model in a Python worker. */
export const millracePython: Program = {
  name: "millrace",
  version: undefined,
  prepare: saveIrisModels,
  ready,
  launch: ({ port }) => millraceServe(port, SKLEARN_MODEL, ["--env-manager", "local", "--python", venvBin("python")]),
};

/** Millrace with the model as ONNX, which needs no Python. */
export const millraceOnnx: Program = {
  ...millracePython,
  launch: ({ port }) => millraceServe(port, ONNX_MODEL, []),
};

/** MLflow's scoring server with its default settings. */
export const mlflowServe: Program = {
  name: "mlflow",
  version: undefined,
  prepare: saveIrisModels,
  ready,
  launch: ({ port }) => ({
    file: venvBin("mlflow"),
    args: ["models", "serve", "-m", SKLEARN_MODEL, "-p", String(port), "--env-manager", "local"],
    env: { PATH: onPath(VENV_BIN), MLFLOW_DISABLE_TELEMETRY: "true" },
  }),
};

/** MLServer with its runtime for MLflow's models and its default settings. */
export const mlserver: Program = {
  name: "mlserver",
  version: undefined,
  prepare: async () => {
    await saveIrisModels();
    await ensureMlserver();
  },
  ready,
  launch: ({ port, folder }) => ({
    file: join(MLSERVER_BIN, "mlserver"),
    args: ["start", folder],
    env: {
      PATH: onPath(MLSERVER_BIN),
      MLFLOW_DISABLE_TELEMETRY: "true",
      MLSERVER_HOST: "127.0.0.1",
      MLSERVER_HTTP_PORT: String(port),
      MLSERVER_GRPC_PORT: "0",
      MLSERVER_METRICS_PORT: "0",
      MLSERVER_MODEL_NAME: "iris",
      MLSERVER_MODEL_IMPLEMENTATION: "mlserver_mlflow.MLflowRuntime",
      MLSERVER_MODEL_URI: SKLEARN_MODEL,
    },
  }),
};

function millraceServe(port: number, model: string, args: readonly string[]): ReturnType<Program["launch"]> {
  return {
    file: join(ROOT, "packages/cli/bin/millrace.js"),
    // The command finds the checkout's Node as `npx millrace` does.
    env: { PATH: onPath(dirname(process.execPath)) },
    args: ["models", "serve", "-m", model, "-p", String(port), ...args],
  };
}

function onPath(folder: string): string {
  return `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
}
