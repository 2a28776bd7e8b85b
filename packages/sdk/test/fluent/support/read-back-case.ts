import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cleanEnvironment, tempDir, VENV_BIN } from "@millrace/testkit";
import * as mlflow from "millrace";

const SCRIPT = fileURLToPath(new URL("read_back.py", import.meta.url));

/** What is written here, MLflow's Python client reads as it was meant. */
export function readBackCase(url: () => string): void {
  test("is read back by MLflow's Python client", async () => {
    mlflow.setTrackingUri(url());
    await mlflow.setExperiment("read back");
    const file = path.join(tempDir(), "notes.txt");
    writeFileSync(file, "Notes");
    const { parent, child } = await mlflow.startRun({ runName: "parent" }, async (outer) => ({
      parent: outer.info.runId,
      child: await mlflow.startRun({ nested: true, runName: "child", tags: { team: "a" } }, async (run) => {
        mlflow.logParams({ lr: 0.01, shuffle: true, layers: [64, 32], nothing: null, "Schlüssel/ä": "Grüße" });
        for (let step = 0; step < 3; step += 1)
          mlflow.logMetric("loss", 1 / (step + 1), { step, timestamp: 1000 + step });
        mlflow.logMetric("odd", Number.NaN, { step: -5, timestamp: 5 });
        mlflow.logMetric("odd", Number.NEGATIVE_INFINITY, { step: 2 ** 40, timestamp: 6 });
        mlflow.setTag("done", true);
        await mlflow.logInput({ name: "iris", digest: "ab12", source: "https://example.com/iris.csv" }, "training");
        await mlflow.logArtifact(file, "docs");
        return run.info.runId;
      }),
    }));
    await mlflow.models.registerModel("read-back", { description: "Read back.", tags: { kind: "test" } });
    const version = { modelUri: `runs:/${child}/model`, name: "v1", modelDescription: "The first." };
    await mlflow.models.createVersion(version);
    await mlflow.models.setAlias("read-back", "champion", "v1");
    await mlflow.models.transitionStage("read-back", "v1", "Staging");

    const read = await readBack(url(), child, "read-back");
    const { tags } = (await mlflow.getRun(child)).data;
    assert.deepEqual(read, {
      name: "child",
      status: "FINISHED",
      user: tags["mlflow.user"],
      experiment: "read back",
      parent,
      tags,
      params: { lr: "0.01", shuffle: "True", layers: "[64,32]", nothing: "None", "Schlüssel/ä": "Grüße" },
      latest: { loss: repr(1 / 3), odd: "-1.7976931348623157e+308" },
      history: {
        loss: [0, 1, 2].map((step) => [step, repr(1 / (step + 1)), 1000 + step]),
        odd: [
          [-5, "nan", 5],
          [2 ** 40, "-1.7976931348623157e+308", 6],
        ],
      },
      datasets: [["iris", "ab12", { url: "https://example.com/iris.csv" }, { "mlflow.data.context": "training" }]],
      artifacts: { "docs/notes.txt": "Notes" },
      model: ["Read back.", { kind: "test" }, { champion: "1" }],
      versions: [["1", child, "The first.", { "millrace.versionName": "v1" }, "Staging"]],
    });
    assert.deepEqual(
      [tags.team, tags.done, tags["mlflow.parentRunId"], tags["mlflow.runName"], tags["mlflow.source.type"]],
      ["a", "True", parent, "child", "LOCAL"],
    );
  });
}

/** A number as Python writes it. */
function repr(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

async function readBack(url: string, runId: string, model: string): Promise<unknown> {
  const python = path.join(VENV_BIN, "python");
  const env = cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true" });
  const { stdout } = await promisify(execFile)(python, [SCRIPT, url, runId, model], { env });
  return JSON.parse(stdout);
}
