import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tensorField } from "millrace/models";
import { scoreAnyForm } from "../../src/http/document-form.ts";
import { fieldSpans } from "../../src/http/json-spans.ts";
import { predictions, scorerOf } from "./support/scorers.ts";

const COLUMNS = { inputs: ["a", "b"].map((name) => ({ type: "double", name })) };
const UNNAMED = { inputs: [{ type: "double" }, { type: "double" }] };
const TENSOR = { inputs: [tensorField("x", "float64", [-1, 2])] };

async function send(body: string, signature?: Parameters<typeof scorerOf>[1], contentType = "application/json") {
  const scorer = scorerOf(() => predictions("[2, 2]"), signature);
  const signal = new AbortController().signal;
  const answer = await scoreAnyForm(scorer, { contentType, body: Buffer.from(body), signal });
  return { sent: scorer.bodies[0], answer: String(answer.body) };
}

test("takes the two bodies of its own, and gives their predictions in a list", async () => {
  for (const [body, signature, sent] of [
    ['{"data": [[5.10, 1.0]]}', undefined, '{"inputs": [[5.10, 1.0]]}'],
    ['{\n "data": {\n  "values": [[1, 2]]\n }\n}', TENSOR, '{"inputs": [[1, 2]]}'],
    ['{"data": [[1, 2]]}', COLUMNS, '{"dataframe_split": {"columns": ["a","b"], "data": [[1, 2]]}}'],
    ['{"data": [[1, 2]], "params": {"k": 1}}', UNNAMED, '{"dataframe_split": {"data": [[1, 2]]}, "params": {"k": 1}}'],
    ['{"x": {"data": 1}, "data": {"values": [["]", "\\"}"]]}}', TENSOR, '{"inputs": [["]", "\\"}"]]}'],
  ] as const) {
    const done = await send(body, signature);
    assert.equal(done.sent, sent);
    assert.equal(done.answer, '{"predictions":[[2, 2]]}');
  }
});

test("leaves all other bodies as they are", async () => {
  for (const body of [
    '{"dataframe_split": {"data": [[1]]}}',
    '{"params": {}, "dataframe_split": {"data": [[1]]}}',
    '{"data": [[1]], "inputs": [[1]]}',
    '{"data": [[1]], "prompt": "x"}',
    '{"inputs": ["data"]}',
    '["data"]',
    '"data"',
    '{"data": [[1]]',
    '{"data": [[1]], nonsense}',
  ]) {
    const done = await send(body);
    assert.deepEqual(done, { sent: body, answer: '{"predictions": [2, 2]}' });
  }
  assert.equal((await send('{"data": [[1]]}', undefined, "text/csv")).sent, '{"data": [[1]]}');
});

test("finds the fields of every JSON object", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      const fields = [...(fieldSpans(text) ?? [])].map(([name, [from, to]]): [string, unknown] => [
        name,
        JSON.parse(text.slice(from, to)),
      ]);
      assert.deepEqual(Object.fromEntries(fields), JSON.parse(text));
    }),
  );
});
