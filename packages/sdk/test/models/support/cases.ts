import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { createClient } from "millrace/client";
import { tempDir } from "@millrace/testkit";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { listArtifacts, locate, uploadFolder, runPlace } from "../../../src/artifacts/index.ts";
import { loadModel, logModel, tensorField, toNested } from "../../../src/models/index.ts";
import { type GraphValue, onnxModel } from "./onnx.ts";

const PAIR = { type: "float", shape: ["rows", 2] } as const;
const X: GraphValue = { name: "x", ...PAIR };
const ADD = onnxModel("Add", [X, { name: "y", ...PAIR }], { name: "sum", ...PAIR });
const PREDICT =
  "import { scale } from './lib/scale.mjs';\nexport const predict = (rows, params) => rows.map((x) => x * scale + (params?.plus ?? 0));\n";

/** The tests of models that every server passes. */
export function modelCases(url: () => string): void {
  const client = () => createClient({ uri: url(), retries: 0 });
  let count = 0;

  async function newRun() {
    count += 1;
    const { experiment_id } = await client().experiments.create({ name: `models ${count}` });
    const { run } = await client().runs.create({ experiment_id });
    return { experimentId: experiment_id, runId: run.info.run_id };
  }

  async function javascriptModel() {
    const folder = tempDir();
    await mkdir(path.join(folder, "lib"));
    await writeFile(path.join(folder, "model.mjs"), PREDICT);
    await writeFile(path.join(folder, "lib", "scale.mjs"), "export const scale = 2;\n");
    await writeFile(path.join(folder, "not-needed.txt"), "x");
    return { flavor: "javascript", module: path.join(folder, "model.mjs"), files: [path.join(folder, "lib")] } as const;
  }

  test("logs an ONNX model, and predicts from it as ONNX Runtime does", async () => {
    const place = await newRun();
    await client().runs.logBatch({ run_id: place.runId, params: [{ key: "epochs", value: "3" }] });
    const inputExample = { x: [[1, 2]], y: [[3, 4]] };
    const logged = await logModel(
      client(),
      { flavor: "onnx", model: ADD },
      { name: "adder", ...place, step: 7, inputExample },
    );
    const pair = [-1, 2];
    const signature = {
      inputs: [tensorField("x", "float32", pair), tensorField("y", "float32", pair)],
      outputs: [tensorField("sum", "float32", pair)],
    };
    assert.deepEqual(logged.signature, signature);

    const { model } = await client().loggedModels.get({ model_id: logged.modelId });
    assert.equal(model.info.status, "LOGGED_MODEL_READY");
    assert.equal(model.info.source_run_id, place.runId);
    assert.deepEqual(model.data.params, [{ key: "epochs", value: "3" }]);
    const { run } = await client().runs.get({ run_id: place.runId });
    assert.deepEqual(run.outputs?.model_outputs, [{ model_id: logged.modelId, step: 7 }]);

    for (const uri of [logged.modelUri, `runs:/${place.runId}/adder`]) {
      await using loaded = await loadModel(client(), uri, { flavor: "onnx" });
      assert.deepEqual(loaded.signature, signature);
      assert.equal(loaded.metadata.modelId, logged.modelId);
      const got = await loaded.predict({
        x: [
          [1, 2],
          [3, 4],
        ],
        y: { dims: [2, 2], data: Float32Array.of(10, 20, 30, 0.1) },
      });
      const session = await InferenceSession.create(ADD);
      const feed = (...values: number[]) => new Tensor("float32", values, [2, 2]);
      const { sum } = await session.run({ x: feed(1, 2, 3, 4), y: feed(10, 20, 30, 0.1) });
      assert.deepEqual(got, { sum: { type: "float32", dims: [2, 2], data: sum?.data } });
    }
  });

  test("logs a JavaScript model, and loads it again with what it imports", async () => {
    const place = await newRun();
    const signature = { inputs: [{ type: "double" }], outputs: [{ type: "double" }] };
    const model = await javascriptModel();
    const metadata = { owner: "ü", since: "2024-01-01" };
    const logged = await logModel(client(), model, {
      name: "doubler",
      ...place,
      signature,
      metadata,
      inputExample: [1],
    });
    const { place: at } = await locate(client(), logged.modelUri);
    const names = (await listArtifacts(at)).map(({ path: name }) => name);
    assert.deepEqual(names, ["MLmodel", "input_example.json", "javascript", "serving_input_example.json"]);
    const loaded = await loadModel(client(), logged.modelUri);
    assert.deepEqual(await loaded.predict([1, 2], { plus: 1 }), [3, 5]);
    assert.deepEqual(loaded.metadata.metadata, metadata);
    assert.deepEqual(loaded.signature?.inputs, [{ type: "double", required: true }]);
    await loaded.close();
    assert.ok(!existsSync(loaded.folder), "the temporary folder is gone");
    await assert.rejects(loadModel(client(), logged.modelUri, { flavor: "onnx" }), { code: "NOT_IMPLEMENTED" });
  });

  test("loads versions by number, alias, stage and as the latest, and models of runs and folders", async () => {
    const place = await newRun();
    const { modelUri, modelId } = await logModel(client(), await javascriptModel(), { name: "m", ...place });
    const name = `registered ${count}`;
    await client().registeredModels.create({ name });
    await client().modelVersions.create({ name, source: modelUri, run_id: place.runId, model_id: modelId });
    await client().registeredModels.setAlias({ name, alias: "champion", version: "1" });
    await client().modelVersions.transitionStage({ name, version: "1", stage: "Production" });
    const kept = tempDir();
    const copy = await loadModel(client(), modelUri, { folder: kept });
    assert.ok(existsSync(path.join(kept, "MLmodel")));
    await copy.close();
    assert.ok(existsSync(path.join(kept, "MLmodel")), "a folder that was named stays");
    await uploadFolder(await runPlace(client(), place.runId), kept, "deep/model");
    const uris = ["1", "latest", "Production"].map((version) => `models:/${name}/${version}`);
    for (const uri of [
      ...uris,
      `models:/${name}@champion`,
      `models:/${name}`,
      `runs:/${place.runId}/deep/model`,
      kept,
    ]) {
      await using loaded = await loadModel(client(), uri);
      assert.deepEqual(await loaded.predict([4]), [8], uri);
    }
  });

  test("says what can't be logged or loaded", async () => {
    const place = await newRun();
    const log = (model: Parameters<typeof logModel>[1], name = "m") => logModel(client(), model, { name, ...place });
    await assert.rejects(log({ flavor: "onnx", model: Buffer.from("no model") }), { code: "INVALID_PARAMETER_VALUE" });
    await assert.rejects(log({ flavor: "onnx", model: "/no/such.onnx" }), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(log({ flavor: "onnx", model: ADD }, "a/b"), { code: "INVALID_PARAMETER_VALUE" });
    const model = await javascriptModel();
    await assert.rejects(log({ ...model, files: [tempDir()] }), { code: "INVALID_PARAMETER_VALUE" });
    await assert.rejects(log({ flavor: "javascript", module: "/no/such.mjs" }), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(loadModel(client(), "/no/such/folder"), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(loadModel(client(), tempDir()), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(loadModel(client(), `runs:/${place.runId}/none`), { code: "RESOURCE_DOES_NOT_EXIST" });
    await assert.rejects(loadModel(client(), "models:/none/1"), { code: "RESOURCE_DOES_NOT_EXIST" });
  });

  test("tells that a model failed whose files could not be uploaded", async () => {
    const { experimentId } = await newRun();
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error("enough"));
    const options = { name: "m", experimentId, signal: stop.signal, onProgress };
    await assert.rejects(logModel(client(), { flavor: "onnx", model: ADD }, options), /enough/);
    const { models = [] } = await client().loggedModels.search({ experiment_ids: [experimentId] });
    assert.deepEqual(
      models.map(({ info }) => info.status),
      ["LOGGED_MODEL_UPLOAD_FAILED"],
    );
  });

  test("refuses files outside of the model's folder, and runs nothing", async () => {
    const outside = tempDir();
    await writeFile(path.join(outside, "evil.mjs"), "globalThis.wasRun = true; export const predict = () => 1;\n");
    for (const [module, link] of [
      ["../evil.mjs", false],
      [path.join(outside, "evil.mjs"), false],
      ["link.mjs", true],
    ] as const) {
      const folder = path.join(tempDir(), "model");
      await mkdir(folder);
      await writeFile(path.join(folder, "MLmodel"), `flavors:\n  javascript:\n    module: ${module}\n`);
      await writeFile(
        path.join(folder, "..", "evil.mjs"),
        "globalThis.wasRun = true; export const predict = () => 1;\n",
      );
      if (link) await symlink(path.join(outside, "evil.mjs"), path.join(folder, module));
      await assert.rejects(loadModel(client(), folder), { code: "INVALID_PARAMETER_VALUE" }, module);
    }
    assert.ok(!("wasRun" in globalThis));
  });

  test("turns outputs into nested lists", async () => {
    const rows = { dims: [2, 1, 2], data: Float32Array.of(1, 2, 3, 4) };
    assert.deepEqual(toNested({ type: "float32", ...rows }), [[[1, 2]], [[3, 4]]]);
    assert.equal(toNested({ type: "float32", dims: [], data: Float32Array.of(5) }), 5);
    assert.deepEqual(toNested({ type: "bool", dims: [2], data: Uint8Array.of(1, 0) }), [true, false]);
    assert.deepEqual(toNested({ type: "string", dims: [0, 2], data: [] }), []);
  });
}
