import assert from "node:assert/strict";
import { test } from "node:test";
import { openNodeScorer } from "@millrace/models";
import { recordedModel, recordedModels } from "./support/recorded.ts";
import { score } from "./support/score.ts";

for (const name of await recordedModels()) {
  test(`answers as MLflow does for the model ${name}`, async () => {
    const { folder, cases } = await recordedModel(name);
    const scorer = await openNodeScorer(folder);
    for (const { type, body, status, answer, code, class: errorClass } of cases) {
      const given = await score(scorer, body, type);
      const what = `${type} ${body}: ${String(given.body)}`;
      assert.equal(given.status, status, what);
      if (status === 200) assert.equal(given.body, answer, what);
      if (status !== 400) continue;
      const error = JSON.parse(String(given.body)) as Record<string, unknown>;
      assert.deepEqual([error.error_code, error.error_class], [code, errorClass], what);
    }
    await scorer.close();
  });
}
