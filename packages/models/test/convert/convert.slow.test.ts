import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { convertToOnnx, openNodeScorer, openPythonScorer, type Scorer } from "@millrace/models";
import { cleanEnvironment, mlflowMissing, tempDir, VENV_BIN } from "@millrace/testkit";

const PYTHON = path.join(VENV_BIN, "python");
const env = cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true" });
const IRIS = [
  [5.1, 3.5, 1.4, 0.2],
  [6.3, 3.3, 6, 2.5],
  [7, 3.2, 4.7, 1.4],
];
const COLUMNS = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];
const FLOWERS = { dataframe_split: { columns: COLUMNS, data: IRIS } };
const PATIENTS = { inputs: [Array.from({ length: 10 }, (_, at) => at / 100), Array.from({ length: 10 }, () => 0.05)] };

/** What is asked of each model, and whether its folder has an example. */
const CONVERTED: Readonly<Record<string, readonly [body: object, isExample: boolean]>> = {
  svc: [FLOWERS, true],
  words: [FLOWERS, true],
  ridge: [PATIENTS, false],
  xgboost: [FLOWERS, true],
  "xgboost-raw": [FLOWERS, true],
  lightgbm: [FLOWERS, true],
  "lightgbm-regressor": [PATIENTS, false],
};

const REFUSED: Readonly<Record<string, RegExp>> = {
  custom: /has the flavors python_function; xgboost, lightgbm, sklearn can be converted/,
  mixed: /fixed number of plain numbers/,
  function: /converter of sklearn can't do it/,
};

describe("a converted model", { skip: mlflowMissing() }, () => {
  let models: string;
  const made = tempDir();
  before(async () => {
    models = tempDir();
    const script = path.join(import.meta.dirname, "make_models.py");
    await promisify(execFile)(PYTHON, [script, models], { env, maxBuffer: 2 ** 26 });
  });
  after(async () => assert.deepEqual((await readdir(made)).toSorted(), Object.keys(CONVERTED).toSorted()));

  for (const [name, [body, isExample]] of Object.entries(CONVERTED)) {
    it(`answers from Node as ${name} does from Python`, async () => {
      const folder = path.join(models, name);
      const output = path.join(made, name);
      const conversion = await convertToOnnx({ folder, output, python: PYTHON, env });
      assert.equal(conversion.isExample, isExample);
      assert.ok(conversion.rows > 0);
      const theirs = await answerOf(await openPythonScorer({ folder, python: PYTHON, env, workers: 1 }), body);
      const ours = (await answerOf(await openNodeScorer(output), body)).map(onlyValue);
      assert.equal(ours.length, theirs.length);
      for (const [at, value] of theirs.entries()) {
        if (typeof value === "number") assert.ok(Math.abs(value - Number(ours[at])) <= Math.abs(value) / 1000 + 1e-5);
        else assert.equal(ours[at], value);
      }
      const again = convertToOnnx({ folder, output, python: PYTHON, env });
      await assert.rejects(again, { code: "RESOURCE_ALREADY_EXISTS" });
    });
  }

  for (const [name, message] of Object.entries(REFUSED)) {
    it(`is not made of ${name}`, async () => {
      const output = path.join(made, name);
      const conversion = convertToOnnx({ folder: path.join(models, name), output, python: PYTHON, env });
      await assert.rejects(conversion, { code: "INVALID_PARAMETER_VALUE", message });
    });
  }
});

async function answerOf(scorer: Scorer, body: object): Promise<unknown[]> {
  const request = { contentType: "application/json", body: Buffer.from(JSON.stringify(body)) };
  const answer = await scorer.score({ ...request, signal: new AbortController().signal });
  await scorer.close();
  const text = Buffer.from(answer.body).toString();
  assert.equal(answer.status, 200, text);
  const { predictions } = JSON.parse(text) as { predictions: unknown[] | Record<string, unknown[]> };
  return Array.isArray(predictions) ? predictions : Object.values(predictions).flat();
}

/** ONNX gives a table its outputs by their names, and numbers of one column in lists. */
function onlyValue(prediction: unknown): unknown {
  if (Array.isArray(prediction)) return onlyValue(prediction[0]);
  return typeof prediction === "object" && prediction !== null ? onlyValue(Object.values(prediction)[0]) : prediction;
}
