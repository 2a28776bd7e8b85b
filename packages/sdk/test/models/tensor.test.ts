import assert from "node:assert/strict";
import { writeFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { createClient } from "millrace/client";
import { tempDir } from "@millrace/testkit";
import { loadModel, type Tensor, type TensorInput } from "../../src/models/index.ts";
import { type GraphValue, onnxModel } from "./support/onnx.ts";

/** What ONNX Runtime calls the types. */
const NAMES = { float: "float32", double: "float64", int64: "int64", bool: "bool", string: "string" } as const;

/** An ONNX model that gives back what it gets. */
async function identity(type: GraphValue["type"], shape: GraphValue["shape"]) {
  const folder = path.join(tempDir(), "model");
  await mkdir(folder);
  await writeFile(path.join(folder, "MLmodel"), "flavors:\n  onnx:\n    data: m.onnx\n");
  await writeFile(
    path.join(folder, "m.onnx"),
    onnxModel("Identity", [{ name: "in", type, shape }], { name: "out", type, shape }),
  );
  return loadModel(createClient({ uri: "http://127.0.0.1:1" }), folder);
}

test("tensors of every kind go in and come out", async () => {
  const cases: [GraphValue["type"], GraphValue["shape"], TensorInput, Omit<Tensor, "type">][] = [
    ["float", ["n"], [1, 0.5], { dims: [2], data: Float32Array.of(1, 0.5) }],
    ["float", ["n"], Float32Array.of(1, 2), { dims: [2], data: Float32Array.of(1, 2) }],
    ["float", [], 3, { dims: [], data: Float32Array.of(3) }],
    ["double", ["n", 1], [[0.1], [Number.NaN]], { dims: [2, 1], data: Float64Array.of(0.1, Number.NaN) }],
    ["int64", ["n"], [1, 2n ** 60n], { dims: [2], data: BigInt64Array.of(1n, 2n ** 60n) }],
    ["bool", ["n"], [true, false], { dims: [2], data: Uint8Array.of(1, 0) }],
    ["string", ["n"], ["ü", ""], { dims: [2], data: ["ü", ""] }],
    ["float", ["n", 2], [], { dims: [0, 2], data: new Float32Array() }],
  ];
  for (const [type, shape, input, { dims, data }] of cases) {
    await using model = await identity(type, shape);
    const given = Array.isArray(input) && input.length === 0 ? { dims, data: new Float32Array() } : input;
    assert.deepEqual(await model.predict(given), { out: { type: NAMES[type], dims, data } }, type);
  }
});

test("what is no tensor of the model's is refused", async () => {
  await using floats = await identity("float", ["n", 2]);
  await using whole = await identity("int64", ["n"]);
  const refused: [typeof floats, unknown][] = [
    [floats, [[1, 2], [3]]],
    [floats, [[1, 2], 3]],
    [floats, [["1", "2"]]],
    [floats, [[1, 2, 3]]],
    [floats, { dims: [2, 2], data: Float32Array.of(1) }],
    [floats, { other: [[1, 2]] }],
    [floats, {}],
    [floats, null],
    [floats, undefined],
    [whole, [0.5]],
    [whole, [2n ** 63n]],
    [whole, ["1"]],
  ];
  for (const [model, input] of refused) {
    await assert.rejects(model.predict(input), { code: "INVALID_PARAMETER_VALUE" }, inspect(input));
  }
});

test("files that are no MLmodel are refused", async () => {
  const client = createClient({ uri: "http://127.0.0.1:1" });
  for (const text of [
    "",
    "[1]",
    "flavors: 1",
    "a: [",
    "flavors: {onnx: {data: m.onnx}}\nsignature: {inputs: '[1]'}",
    "flavors: {onnx: {}}",
  ]) {
    const folder = tempDir();
    await writeFile(path.join(folder, "MLmodel"), text);
    await assert.rejects(loadModel(client, folder), { code: "INVALID_PARAMETER_VALUE" }, text);
  }
});
