import assert from "node:assert/strict";
import { test } from "node:test";
import { openNodeScorer, startScoringServer } from "@millrace/models";
import fc from "fast-check";
import { tensorField } from "millrace/models";
import { readV2Request } from "../../src/http/v2/request.ts";
import { tensorsOfAnswer } from "../../src/http/v2/response.ts";
import { recordedModel } from "../node/support/recorded.ts";

const NONE = { flavors: {} };
const COLUMNS = {
  flavors: {},
  signature: {
    inputs: [
      { type: "double", name: "a" },
      { type: "string", name: "b" },
    ],
  },
};

function bodyOf(inputs: unknown, model: Parameters<typeof readV2Request>[1] = NONE, more: object = {}): unknown {
  return JSON.parse(readV2Request(Buffer.from(JSON.stringify({ inputs, ...more })), model).body);
}

test("answers the endpoints of the V2 protocol", async (t) => {
  const { folder } = await recordedModel("add-named");
  const server = await startScoringServer({ scorer: openNodeScorer(folder), port: 0, name: "my model", version: "3" });
  t.after(() => server.close());
  await server.ready;
  const get = async (path: string): Promise<[number, unknown]> => {
    const answer = await fetch(server.url + path);
    return [answer.status, await answer.json()];
  };
  assert.deepEqual(await get("/v2"), [200, { name: "millrace", version: "3.17.2", extensions: [] }]);
  assert.deepEqual(await get("/v2/health/live"), [200, { live: true }]);
  assert.deepEqual(await get("/v2/models/my%20model/versions/3/ready"), [200, { ready: true }]);
  const [, metadata] = await get("/v2/models/my%20model");
  assert.deepEqual(metadata, {
    name: "my model",
    versions: ["3"],
    platform: "onnx_onnxv1",
    inputs: ["x", "y"].map((name) => ({ name, datatype: "FP32", shape: [-1, 2] })),
    outputs: [],
  });
  assert.equal((await get("/v2/models/other/ready"))[0], 404);

  const infer = async (body: object): Promise<[number, unknown]> => {
    const answer = await fetch(`${server.url}/v2/models/my%20model/infer`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return [answer.status, await answer.json()];
  };
  const inputs = ["x", "y"].map((name) => ({ name, datatype: "FP32", shape: [1, 2], data: [1, 2.5] }));
  assert.deepEqual(await infer({ id: "7", inputs }), [
    200,
    {
      model_name: "my model",
      model_version: "3",
      id: "7",
      parameters: {},
      outputs: [{ name: "sum", datatype: "FP64", shape: [1, 2], data: [2, 5] }],
    },
  ]);
  for (const bad of [{}, { inputs: [] }, { inputs: inputs.slice(1) }, { inputs, outputs: [{ name: "other" }] }]) {
    const [status, error] = await infer(bad);
    assert.equal(status, 400);
    assert.equal(typeof (error as { error: unknown }).error, "string");
  }
});

test("brings tensors into the form that the signature needs", () => {
  const x = { name: "x", datatype: "FP32", shape: [2, 2], data: [1, 2, 3, 4] };
  assert.deepEqual(bodyOf([x]), {
    inputs: [
      [1, 2],
      [3, 4],
    ],
  });
  assert.deepEqual(
    bodyOf([
      {
        ...x,
        data: [
          [1, 2],
          [3, 4],
        ],
      },
    ]),
    {
      inputs: [
        [1, 2],
        [3, 4],
      ],
    },
  );
  const named = { flavors: {}, signature: { inputs: [tensorField("x", "float32", [-1, 2])] } };
  assert.deepEqual(bodyOf([x], named), {
    inputs: {
      x: [
        [1, 2],
        [3, 4],
      ],
    },
  });
  const a = { name: "a", datatype: "INT64", shape: [2], data: [1, 2] };
  const b = { name: "b", datatype: "BYTES", shape: [2, 1], data: ["é", "q"] };
  assert.deepEqual(bodyOf([b, a], COLUMNS), {
    dataframe_split: {
      columns: ["b", "a"],
      data: [
        ["é", 1],
        ["q", 2],
      ],
    },
  });
  assert.deepEqual(bodyOf([x], COLUMNS), {
    dataframe_split: {
      columns: ["a", "b"],
      data: [
        [1, 2],
        [3, 4],
      ],
    },
  });
  const params = { ...NONE, signature: { params: [{ name: "k", type: "long", default: 1 }] } };
  assert.deepEqual(bodyOf([x], params, { parameters: { k: 5, z: 1 } }), {
    inputs: [
      [1, 2],
      [3, 4],
    ],
    params: { k: 5 },
  });
  assert.match(readV2Request(Buffer.from(JSON.stringify({ inputs: [x] })), NONE).body, /1\.0, 2\.0/);
});

test("refuses tensors that are none", () => {
  const good = { name: "x", datatype: "INT8", shape: [1], data: [1] };
  for (const bad of [
    5,
    { ...good, name: "" },
    { ...good, datatype: "FP16" },
    { ...good, shape: [-1] },
    { ...good, shape: [2] },
    { ...good, shape: "1" },
    { ...good, data: [128] },
    { ...good, data: [1.5] },
    { ...good, data: ["1"] },
    { ...good, data: 1 },
    { ...good, datatype: "BOOL" },
    { ...good, datatype: "UINT64", data: [-1] },
  ]) {
    assert.throws(() => bodyOf([bad]), { code: "INVALID_PARAMETER_VALUE" });
  }
  assert.throws(() => bodyOf([good, good]), { code: "INVALID_PARAMETER_VALUE" });
});

test("reads the tensors in answers", () => {
  const read = (json: string, model = NONE as Parameters<typeof tensorsOfAnswer>[1]) =>
    tensorsOfAnswer(`{"predictions": ${json}}`, model, undefined).map(({ values, ...rest }) => ({
      ...rest,
      data: values,
    }));
  const unnamed = { name: "output-1" };
  assert.deepEqual(read("[[1, 2], [3, 4]]"), [
    { ...unnamed, datatype: "INT64", shape: [2, 2], data: ["1", "2", "3", "4"] },
  ]);
  assert.deepEqual(read("[1, 2.5, NaN]"), [{ ...unnamed, datatype: "FP64", shape: [3], data: ["1", "2.5", "null"] }]);
  assert.deepEqual(read("[true]"), [{ ...unnamed, datatype: "BOOL", shape: [1], data: ["true"] }]);
  assert.deepEqual(read('"x"'), [{ ...unnamed, datatype: "BYTES", shape: [1], data: ['"x"'] }]);
  assert.deepEqual(read("[[1], [2, 3]]"), [{ ...unnamed, datatype: "BYTES", shape: [2], data: ['"[1]"', '"[2, 3]"'] }]);
  assert.deepEqual(read('[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]'), [
    { name: "a", datatype: "INT64", shape: [2], data: ["1", "2"] },
    { name: "b", datatype: "BYTES", shape: [2], data: ['"x"', '"y"'] },
  ]);
  const signature = { inputs: [], outputs: [{ type: "integer", name: "label" }] };
  assert.deepEqual(read("[7]", { flavors: {}, signature }), [
    { name: "label", datatype: "INT32", shape: [1], data: ["7"] },
  ]);
});

test("carries every tensor there and back", () => {
  const tensor = fc.oneof(
    fc.record({
      datatype: fc.constant("FP64"),
      data: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
    }),
    fc.record({ datatype: fc.constant("INT32"), data: fc.array(fc.integer(), { minLength: 1 }) }),
    fc.record({ datatype: fc.constant("BOOL"), data: fc.array(fc.boolean(), { minLength: 1 }) }),
    fc.record({ datatype: fc.constant("BYTES"), data: fc.array(fc.string(), { minLength: 1 }) }),
  );
  fc.assert(
    fc.property(tensor, ({ datatype, data }) => {
      const inputs = [{ name: "x", datatype, shape: [data.length], data }];
      const { body } = readV2Request(Buffer.from(JSON.stringify({ inputs })), NONE);
      const [read] = tensorsOfAnswer(body.replace('"inputs"', '"predictions"'), NONE, undefined);
      assert.deepEqual(read?.shape, [data.length]);
      const back: unknown = JSON.parse(`[${read.values.join(",")}]`);
      assert.deepEqual(back, JSON.parse(JSON.stringify(data)));
    }),
  );
});
