import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, test } from "node:test";
import * as mlflow from "millrace";
import { mlflowCallback } from "millrace/tensorflow";
import { tempDir } from "@millrace/testkit";
import * as tf from "@tensorflow/tfjs";
import { SAMPLES, tinyModel, trainingData } from "./tiny.ts";

const MODEL_URL = "https://models.test/model.json";

/** What the TensorFlow.js adapter does, on any server. */
export function tensorflowCases(url: () => string): void {
  beforeEach(() => {
    process.env.MILLRACE_SPOOL = tempDir();
    mlflow.setTrackingUri(url());
  });

  test("logs params, metrics of each epoch, the summary and the model of a training", async () => {
    const model = tinyModel();
    const { xs, ys } = trainingData();
    const { runId, history } = await mlflow.startRun(async (run) => {
      const fit = { epochs: 3, batchSize: 4, validationSplit: 0.25, verbose: 0, callbacks: mlflowCallback(tf) };
      return { runId: run.runId, history: (await model.fit(xs, ys, fit)).history };
    });
    const { params, metrics } = (await mlflow.getRun(runId)).data;
    assert.deepEqual(params, {
      epochs: "3",
      batch_size: "4",
      initial_epoch: "0",
      samples: String(SAMPLES * 0.75),
      optimizer_name: "Adam",
      optimizer_learning_rate: "0.05",
      optimizer_beta_1: "0.9",
      optimizer_beta_2: "0.999",
      optimizer_epsilon: "1e-7",
      loss: "meanSquaredError",
      layers: "2",
      total_params: "13",
    });
    assert.deepEqual(Object.keys(metrics).toSorted(), ["loss", "mse", "val_loss", "val_mse"]);
    for (const key of Object.keys(metrics)) {
      const points = await mlflow.getMetricHistory(runId, key).toArray();
      assert.deepEqual(
        points.map(({ step, value }) => [step, value]),
        history[key]?.map((value, epoch) => [epoch, value]),
        key,
      );
    }
    const summary = await mlflow.readArtifact(`runs:/${runId}/model_summary.txt`);
    assert.match(new TextDecoder().decode(summary), /Total params: 13/);
    await predictsAlike(model, `runs:/${runId}/model`);
  });

  test("stands beside other callbacks, counts batches, and registers the model", async () => {
    const model = tinyModel();
    const { xs, ys } = trainingData();
    const logModel = { name: "net", registeredModelName: `net ${Date.now()}` };
    const run = await mlflow.startRun();
    const mine = mlflowCallback(tf, { run, everyNBatches: 2, logModel });
    const callbacks = [mine, tf.callbacks.earlyStopping({ monitor: "loss", patience: 50 })];
    await model.fit(xs, ys, { epochs: 2, batchSize: 4, verbose: 0, callbacks });
    await model.fit(xs, ys, { epochs: 3, initialEpoch: 2, batchSize: 4, verbose: 0, callbacks });
    await run.end();
    const steps = async (key: string) =>
      (await mlflow.getMetricHistory(run.runId, key).toArray()).map(({ step }) => step);
    const perEpoch = SAMPLES / 4;
    assert.deepEqual(await steps("loss"), [0, 1, 2]);
    assert.deepEqual(
      await steps("batch_mse"),
      Array.from({ length: Math.floor((3 * perEpoch) / 2) }, (_, index) => 2 * (index + 1)),
    );
    assert.equal((await mlflow.getRun(run.runId)).info.status, "FINISHED");
    await predictsAlike(model, `models:/${logModel.registeredModelName}/2`);
  });

  test("trains on when nothing can be logged, and says why, or throws what it is told to", async () => {
    const run = await mlflow.startRun((ended) => ended);
    const { xs, ys } = trainingData();
    const errors: unknown[] = [];
    const onError = (error: unknown): unknown => errors.push(error);
    const fit = { epochs: 2, verbose: 0 };
    const { epoch } = await tinyModel().fit(xs, ys, { ...fit, callbacks: mlflowCallback(tf, { run, onError }) });
    assert.equal(epoch.length, 2);
    // The beginning, two epochs, and the model.
    assert.deepEqual(
      errors.map((error) => (error instanceof mlflow.MillraceError ? error.code : error)),
      Array.from({ length: 4 }, () => "RESOURCE_CONFLICT"),
    );
    const strict = (error: unknown): never => {
      throw error;
    };
    const callbacks = mlflowCallback(tf, { run, onError: strict });
    await assert.rejects(tinyModel().fit(xs, ys, { ...fit, callbacks }), { code: "RESOURCE_CONFLICT" });
    for (const everyNBatches of [0, 1.5, Number.NaN]) {
      assert.throws(() => mlflowCallback(tf, { everyNBatches }), { code: "INVALID_PARAMETER_VALUE" });
    }
  });

  test("lets timers and the network have their turn while it trains", async () => {
    const { xs, ys } = trainingData();
    const callbacks = mlflowCallback(tf, { logModel: false });
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await mlflow.startRun(async () => {
      const start = performance.now();
      while (turns < 2 && performance.now() - start < 20_000) {
        turns = 0;
        await tinyModel().fit(xs, ys, { epochs: 200, batchSize: 4, verbose: 0, callbacks });
      }
    });
    clearInterval(timer);
    assert.ok(turns >= 2);
  });

  test("logs models with several inputs and outputs", async () => {
    const left = tf.input({ shape: [2], name: "left" });
    const right = tf.input({ shape: [1], name: "right", dtype: "int32" });
    const sum = tf.layers.dense({ units: 1, name: "sum" }).apply(left);
    const embedded = tf.layers.embedding({ inputDim: 10, outputDim: 2, inputLength: 1 }).apply(right);
    assert.ok(sum instanceof tf.SymbolicTensor && embedded instanceof tf.SymbolicTensor);
    const place = tf.layers.flatten({ name: "place" }).apply(embedded);
    assert.ok(place instanceof tf.SymbolicTensor);
    const model = tf.model({ inputs: [left, right], outputs: [sum, place] });
    model.compile({ optimizer: "sgd", loss: { sum: "meanSquaredError", place: "meanAbsoluteError" } });
    const inputs = [tf.tensor2d([[1, 2]]), tf.tensor2d([[7]], [1, 1], "int32")];
    const runId = await mlflow.startRun(async (run) => {
      await model.fit(inputs, [tf.tensor2d([[3]]), tf.tensor2d([[7, 8]])], {
        epochs: 1,
        verbose: 0,
        callbacks: mlflowCallback(tf),
      });
      return run.runId;
    });
    assert.equal(
      (await mlflow.getRun(runId)).data.params.loss,
      '{"sum":"meanSquaredError","place":"meanAbsoluteError"}',
    );
    await using loaded = await mlflow.loadModel(`runs:/${runId}/model`);
    const fields = loaded.signature?.inputs?.map((field) => [field.name, field.type]);
    assert.deepEqual(fields, [
      ["left", "tensor"],
      ["right", "tensor"],
    ]);
    const outputs = model.predict(inputs);
    assert.ok(Array.isArray(outputs));
    const values = await Promise.all(outputs.map((output) => output.array()));
    const [first, second] = model.outputNames;
    assert.deepEqual(await loaded.predict({ left: [[1, 2]], right: [[7]] }), {
      [first ?? ""]: values[0],
      [second ?? ""]: values[1],
    });
    await assert.rejects(loaded.predict([[1, 2]]), /left, right/);
    await assert.rejects(loaded.predict({ left: [[1, 2]] }), /"right" is missing/);
  });
}

/** The model that was logged predicts what the trained one does, and TensorFlow.js itself can read it. */
async function predictsAlike(model: tf.LayersModel, uri: string): Promise<void> {
  const rows = [
    [0.1, 0.2],
    [-3, 4],
  ];
  const predicted = model.predict(tf.tensor2d(rows));
  assert.ok(!Array.isArray(predicted));
  const expected = await predicted.array();
  await using loaded = await mlflow.loadModel(uri);
  assert.deepEqual(await loaded.predict(rows), expected);
  assert.deepEqual(await loaded.predict(tf.tensor2d(rows)), expected);
  assert.deepEqual(loaded.signature?.inputs?.[0], {
    name: model.inputs[0]?.name,
    type: "tensor",
    "tensor-spec": { dtype: "float32", shape: [-1, 2] },
  });
  const folder = path.join(loaded.folder, "javascript");
  const json: unknown = JSON.parse(await readFile(path.join(folder, "model.json"), "utf8"));
  const weights = await readFile(path.join(folder, "weights.bin"));
  const answer = (address: unknown): Response =>
    address === MODEL_URL ? Response.json(json) : new Response(new Uint8Array(weights));
  const read = await tf.loadLayersModel(tf.io.http(MODEL_URL, { fetchFunc: async (address) => answer(address) }));
  const again = read.predict(tf.tensor2d(rows));
  assert.ok(!Array.isArray(again));
  assert.deepEqual(await again.array(), expected);
}
