import assert from "node:assert/strict";
import { test } from "node:test";
import { PendingLog } from "../../src/fluent/pending-log.ts";

test("what waits for a run that can't begin yet is limited, and the rest is refused aloud", () => {
  const log = new PendingLog("0".repeat(32), new Promise(() => undefined));
  for (let step = 0; step < 100_000; step += 1) log.logMetric("loss", 1, step, 0);
  assert.throws(() => log.logMetric("loss", 1, 100_000, 0), { code: "RESOURCE_EXHAUSTED" });
  assert.throws(() => log.setTag("a", "b"), { code: "RESOURCE_EXHAUSTED" });
});
