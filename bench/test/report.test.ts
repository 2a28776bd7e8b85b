import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measured } from "../src/measure.ts";
import { comparisonTables, ratios, reached } from "../src/report.ts";
import { percentile, spread } from "../src/stats.ts";

const time: Measured = {
  row: "row",
  rivals: ["mlflow", "fasttrackml"],
  figure: { key: "time", title: "time", unit: "ms", goal: { mlflow: 10, fasttrackml: 3 } },
  values: { millrace: [1, 2, 1], mlflow: [10, 20, 30], fasttrackml: [4, 4, 4] },
  floors: [0.5, 0.5, 0.5],
};

test("spread and percentile interpolate between neighbours", () => {
  assert.deepEqual(spread([3, 1, 2]), { median: 2, min: 1, max: 3 });
  assert.equal(percentile([0, 10], 0.25), 2.5);
  assert.throws(() => spread([]), /no figures/);
});

test("a ratio compares figures of the same round, and more than one means that Millrace is better", () => {
  assert.deepEqual(ratios(time, "mlflow"), [10, 10, 30]);
  const rate: Measured = {
    ...time,
    figure: { ...time.figure, unit: "req/s" },
    values: { millrace: [80], mlflow: [2] },
  };
  assert.deepEqual(ratios(rate, "mlflow"), [40]);
  assert.deepEqual(ratios(rate, "fasttrackml"), []);
});

test("a row is reached when every goal is, and is not judged without figures", () => {
  assert.equal(reached(time), true);
  assert.equal(reached({ ...time, figure: { ...time.figure, goal: { mlflow: 10, fasttrackml: 5 } } }), false);
  assert.equal(reached({ ...time, values: { mlflow: [1] } }), undefined);
  const errors: Measured = { ...time, figure: { ...time.figure, unit: "errors", goal: {}, limit: 0 } };
  assert.equal(reached(errors), false);
  assert.equal(reached({ ...errors, values: { millrace: [0] } }), true);
  const times: Measured = { ...time, figure: { ...time.figure, unit: "×", goal: {}, least: 20 } };
  assert.equal(reached({ ...times, values: { millrace: [10, 21, 30] } }), true);
  assert.equal(reached({ ...times, values: { millrace: [10, 19, 30] } }), false);
});

test("the table shows figures, ratios with their spread, verdict and floor share", () => {
  const [, , line] = comparisonTables([time]).split("\n");
  assert.deepEqual(line?.split(/ {2,}/), [
    "time",
    "1 ms",
    "20 ms",
    "10 (10..30)",
    "≥ 10",
    "4 ms",
    "4 (2..4)",
    "≥ 3",
    "yes",
    "50 %",
  ]);
});
