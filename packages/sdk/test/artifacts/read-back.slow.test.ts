import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "millrace/client";
import { cleanEnvironment, mlflowMissing, type Program, startMillrace, tempDir, VENV_BIN } from "@millrace/testkit";
import {
  dictContent,
  imageContent,
  imageOfSeries,
  type LoggedContent,
  RunTables,
  textContent,
  uploadRunArtifact,
} from "../../src/artifacts/index.ts";
import { logModel, tensorField } from "../../src/models/index.ts";
import { onnxModel } from "../models/support/onnx.ts";

const SCRIPT = fileURLToPath(new URL("support/read_back.py", import.meta.url));
const PAIR = { type: "float", shape: ["rows", 2] } as const;

describe("MLflow's Python client reads", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    const args = ["--artifacts-destination", path.join(tempDir(), "served")];
    server = await startMillrace({ artifacts: "mlflow-artifacts:/", args });
  });
  after(() => server.stop());

  test("tables, data, images and models", async () => {
    const client = createClient({ uri: server.url });
    const { run } = await client.runs.create({ experiment_id: "0" });
    const runId = run.info.run_id;
    const data = { a: [1, { b: null }], ü: "ÿ😀", on: "yes", date: "2024-01-01", octal: "0o17", colon: "12:30" };
    const tables = new RunTables();
    const image = { width: 600, height: 300, data: new Uint8Array(600 * 300 * 3).fill(7) };
    const tiny = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const contents: LoggedContent[] = [
      await tables.add({ a: [1, 2], b: ["x", null] }, "t/x.json"),
      await tables.add([{ a: 3, c: "z" }], "t/x.json"),
      await dictContent(data, "d.json"),
      await dictContent(data, "d.yaml"),
      textContent("hé\n", "x.txt"),
      await imageContent(tiny, "i.png"),
      await imageOfSeries(image, { key: "a/b", step: 3, timestamp: 4 }),
    ];
    for (const channels of [1, 2, 3, 4]) {
      contents.push(await imageContent({ width: 1, height: 1, data: new Uint8Array(channels) }, `i${channels}.png`));
    }
    for (const { artifacts, tags } of contents) {
      for (const { path: name, content } of artifacts) await uploadRunArtifact(client, runId, name, content);
      for (const [key, value] of Object.entries(tags)) await client.runs.setTag({ run_id: runId, key, value });
    }
    const bytes = onnxModel(
      "Add",
      [
        { name: "x", ...PAIR },
        { name: "y", ...PAIR },
      ],
      { name: "sum", ...PAIR },
    );
    const inputExample = { x: [[1, 2]], y: [[3, 4]] };
    const logged = await logModel(
      client,
      { flavor: "onnx", model: bytes },
      { name: "adder", experimentId: "0", runId, step: 5, inputExample, metadata: { since: "2024-01-01" } },
    );
    const field = (name: string) => ({ ...tensorField(name, "float32", [-1, 2]) });
    const { predicted, ...found } = await readBack(server.url, runId, logged.modelId);
    assert.deepEqual(found, {
      table: {
        columns: ["a", "b", "c"],
        data: [
          [1, "x", null],
          [2, null, null],
          [3, null, "z"],
        ],
      },
      json: data,
      text: "hé\n",
      yaml: data,
      image: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      modes: { 1: "L", 2: "LA", 3: "RGB", 4: "RGBA" },
      series: [
        [[200, 100], true],
        [[600, 300], false],
      ],
      tags: { "mlflow.loggedArtifacts": '[{"path":"t/x.json","type":"table"}]', "mlflow.loggedImages": "True" },
      outputs: [[logged.modelId, 5]],
      model: {
        uri: logged.modelUri,
        run: runId,
        flavors: ["onnx", "python_function"],
        loader: "mlflow.onnx",
        inputs: [field("x"), field("y")],
        outputs: [field("sum")],
        example: inputExample,
        serving: { inputs: inputExample },
        metadata: { since: "2024-01-01" },
        requirements: ["mlflow==3.17.2", "onnx", "onnxruntime"],
        environment: "3.11",
        type: null,
      },
    });
    if (predicted !== null) assert.deepEqual(predicted, { sum: [[4, 6]] });
  });
});

async function readBack(...given: readonly string[]): Promise<Record<string, unknown>> {
  const env = cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true", PYTHONPATH: process.env.PYTHONPATH });
  const { stdout } = await promisify(execFile)(path.join(VENV_BIN, "python"), [SCRIPT, ...given], { env });
  const found: unknown = JSON.parse(/^FOUND (.*)$/m.exec(stdout)?.[1] ?? "null");
  assert.ok(typeof found === "object" && found !== null, stdout);
  return { ...found };
}
