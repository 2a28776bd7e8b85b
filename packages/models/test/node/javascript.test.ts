import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { openNodeScorer } from "@millrace/models";
import { tempDir } from "@millrace/testkit";
import { score } from "./support/score.ts";

async function javascriptModel(code: string, signature?: object) {
  const folder = tempDir();
  await writeFile(
    path.join(folder, "MLmodel"),
    JSON.stringify({ flavors: { javascript: { module: "m.mjs" } }, signature }),
  );
  await writeFile(path.join(folder, "m.mjs"), code);
  return openNodeScorer(folder);
}

const ECHO = "export const predict = async (input, params) => ({ input, params });";

test("gives a JavaScript model the values as they came, when it has no signature", async () => {
  const scorer = await javascriptModel(ECHO);
  const given: readonly (readonly [object, unknown])[] = [
    [{ inputs: { a: [1, null, "x"] } }, { a: [1, null, "x"] }],
    [{ instances: [[1, "a"]] }, [[1, "a"]]],
    [{ dataframe_split: { columns: ["a", "b"], data: [[1, null]] } }, [{ a: 1, b: null }]],
    [{ dataframe_records: [{ a: { deep: [true] } }] }, [{ a: { deep: [true] } }]],
  ];
  for (const [body, input] of given) {
    const answer = await score(scorer, body);
    assert.deepEqual(JSON.parse(String(answer.body)), { predictions: { input, params: {} } });
  }
  const chat = await score(scorer, { messages: [{ role: "user" }] });
  assert.deepEqual(JSON.parse(String(chat.body)), { input: { messages: [{ role: "user" }] }, params: {} });
});

test("holds the inputs and settings of a JavaScript model to its signature", async () => {
  const tags = { type: "array", items: { type: "string" }, name: "tags" };
  const inputs = JSON.stringify([{ type: "double", name: "x" }, { type: "string", name: "s", required: false }, tags]);
  const params = JSON.stringify([{ name: "plus", type: "long", default: 1, shape: null }]);
  const scorer = await javascriptModel(ECHO, { inputs, params });
  const table = (data: unknown[]): object => ({ dataframe_split: { columns: ["x", "s", "tags"], data: [data] } });
  const good = await score(scorer, { ...table([1, "a", ["b"]]), params: { plus: 5, other: 1 } });
  const input = [{ x: 1, s: "a", tags: ["b"] }];
  assert.deepEqual(JSON.parse(String(good.body)), { predictions: { input, params: { plus: 5 } } });
  for (const bad of [
    table(["x", "a", ["b"]]),
    table([1, "a", "b"]),
    table([1, "a", [1]]),
    { ...table([1, "a", []]), params: { plus: 1.5 } },
  ]) {
    assert.equal((await score(scorer, bad)).status, 400);
  }
});

test("answers 400 when a JavaScript model throws, and lives on", async () => {
  const scorer = await javascriptModel(
    "export const predict = (x) => { if (x === 1) throw new Error('no'); return x; };",
  );
  const failed = await score(scorer, { inputs: 1 });
  assert.equal(failed.status, 400);
  assert.equal((JSON.parse(String(failed.body)) as { error_code: string }).error_code, "BAD_REQUEST");
  assert.equal((await score(scorer, { inputs: 2 })).body, '{"predictions": 2}');
});

test("opens no model that needs Python, and none that is not there", async () => {
  const folder = tempDir();
  await assert.rejects(openNodeScorer(folder), { code: "RESOURCE_DOES_NOT_EXIST" });
  await writeFile(path.join(folder, "MLmodel"), JSON.stringify({ flavors: { sklearn: {} } }));
  await assert.rejects(openNodeScorer(folder), { code: "NOT_IMPLEMENTED" });
  await writeFile(
    path.join(folder, "MLmodel"),
    JSON.stringify({ flavors: { javascript: { module: "../../etc/passwd" } } }),
  );
  await assert.rejects(openNodeScorer(folder), { code: "INVALID_PARAMETER_VALUE" });
});
