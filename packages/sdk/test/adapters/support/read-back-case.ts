import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cleanEnvironment, tempDir, VENV_BIN } from "@millrace/testkit";
import * as tf from "@tensorflow/tfjs";
import * as mlflow from "millrace";
import { mlflowCallback } from "millrace/tensorflow";
import { tinyModel, trainingData } from "./tiny.ts";

const SCRIPT = fileURLToPath(new URL("read_training.py", import.meta.url));

/** What a training logs, MLflow's Python client reads as it was meant. */
export function readBackCase(url: () => string): void {
  test("is read back by MLflow's Python client", async () => {
    process.env.MILLRACE_SPOOL = tempDir();
    mlflow.setTrackingUri(url());
    const model = tinyModel();
    const { xs, ys } = trainingData();
    const { runId, history } = await mlflow.startRun(async (run) => {
      const fit = { epochs: 4, batchSize: 8, verbose: 0, callbacks: mlflowCallback(tf) };
      return { runId: run.runId, history: (await model.fit(xs, ys, fit)).history };
    });
    const read = await readBack(url(), runId);
    const summary = await mlflow.readArtifact(`runs:/${runId}/model_summary.txt`);
    assert.deepEqual(read, {
      params: (await mlflow.getRun(runId)).data.params,
      history: Object.fromEntries(
        Object.entries(history).map(([key, values]) => [key, values.map((value, epoch) => [epoch, value])]),
      ),
      files: ["javascript/model.json", "javascript/model.mjs", "javascript/weights.bin"],
      model: ["model", "READY", 3, runId, true],
      flavors: ["javascript"],
      inputs: [{ name: model.inputs[0]?.name, type: "tensor", "tensor-spec": { dtype: "float32", shape: [-1, 2] } }],
      outputs: [{ dtype: "float32", shape: [-1, 1] }],
      summary: new TextDecoder().decode(summary),
    });
  });
}

async function readBack(url: string, runId: string): Promise<unknown> {
  const python = path.join(VENV_BIN, "python");
  const env = cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true" });
  const { stdout } = await promisify(execFile)(python, [SCRIPT, url, runId], { env });
  return JSON.parse(stdout);
}
