import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openNodeScorer } from "@millrace/models";
import fc from "fast-check";
import { recordedModel } from "./support/recorded.ts";
import { score } from "./support/score.ts";

const opened = await Promise.all(
  ["svm-f32", "svm-df", "id-str-cols", "id-f64-none", "two-named", "params-f64", "id-f64-unnamed"].map(async (name) =>
    openNodeScorer((await recordedModel(name)).folder),
  ),
);
after(async () => {
  for (const scorer of opened) await scorer.close();
});

const forms = ["inputs", "instances", "dataframe_split", "dataframe_records", "messages", "input", "params", "data"];
const bodies = fc.oneof(
  fc.dictionary(fc.constantFrom(...forms), fc.jsonValue(), { maxKeys: 2 }),
  fc.record({ dataframe_split: fc.dictionary(fc.constantFrom("columns", "index", "data"), fc.jsonValue()) }),
  fc.record({ inputs: fc.dictionary(fc.constantFrom("a", "b", "x", "X", "__proto__"), fc.jsonValue()) }),
  fc.jsonValue(),
);

test("answers whatever JSON it gets", async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.nat(opened.length - 1), async (body, at) => {
      const scorer = opened[at];
      assert.ok(scorer);
      const { status } = await score(scorer, JSON.stringify(body));
      assert.ok(status === 200 || status === 400, String(status));
    }),
    { numRuns: 400 },
  );
});

test("answers whatever bytes it gets", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom("application/json", "text/csv", "application/vnd.apache.parquet", "text/plain", ""),
      async (body, contentType) => {
        const signal = new AbortController().signal;
        for (const scorer of opened) {
          const { status } = await scorer.score({ contentType, body, signal });
          assert.ok([200, 400, 415].includes(status), String(status));
        }
      },
    ),
    { numRuns: 100 },
  );
});

test("refuses lists within lists without end", async () => {
  const deep = 200_000;
  for (const scorer of opened) {
    for (const start of [
      '{"inputs": ',
      '{"instances": [1.0, ',
      '{"dataframe_records": [{"a": ',
      '{"prompt": 1.0, "x": ',
    ]) {
      const { status } = await score(scorer, start + "[".repeat(deep) + "]".repeat(deep));
      assert.equal(status, 400);
      const { status: closed } = await score(scorer, `{"inputs": ${"[".repeat(deep)}1${"]".repeat(deep)}}`);
      assert.equal(closed, 400);
    }
  }
});
