import assert from "node:assert/strict";
import { test } from "node:test";
import { openNodeScorer } from "@millrace/models";
import { recordedModel } from "./support/recorded.ts";
import { score } from "./support/score.ts";

function row(at: number): number[] {
  return [4 + (at % 7) / 3, 2 + (at % 5) / 7, 1 + (at % 11) / 2, (at % 13) / 5];
}

for (const name of ["svm-f32", "zipmap-arr", "label-df"]) {
  test(`gives requests that come together the same bytes as alone: ${name}`, async () => {
    const { folder } = await recordedModel(name);
    const scorer = await openNodeScorer(folder);
    const names = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];
    const bodies = Array.from({ length: 200 }, (_, at) => {
      const rows = Array.from({ length: 1 + (at % 4) }, (__, more) => row(at * 3 + more));
      if (at % 29 === 0) return { inputs: [["x", 1, 2, 3]] };
      if (at % 31 === 0) return { inputs: [[1, 2, 3]] };
      return name === "label-df" ? { dataframe_split: { columns: names, data: rows } } : { inputs: rows };
    });
    const alone = [];
    for (const body of bodies) alone.push(await score(scorer, body));
    const together = await Promise.all(bodies.map((body) => score(scorer, body)));
    assert.deepEqual(together, alone);
    await scorer.close();
  });
}

test("answers the requests that it has before it closes", async () => {
  const { folder } = await recordedModel("svm-f32");
  const scorer = await openNodeScorer(folder);
  const answers = Array.from({ length: 5 }, () => score(scorer, { inputs: [row(1)] }));
  await scorer.close();
  for (const { status } of await Promise.all(answers)) assert.equal(status, 200);
});
