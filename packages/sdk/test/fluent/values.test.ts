import assert from "node:assert/strict";
import { test } from "node:test";
import { MillraceError } from "millrace";
import { metricValue } from "../../src/fluent/entities/number.ts";
import { textOf } from "../../src/fluent/values.ts";

test("writes values as MLflow's Python client does, and objects as JSON", () => {
  const cases: [Parameters<typeof textOf>[1], string][] = [
    ["adam", "adam"],
    ["", ""],
    [0.1, "0.1"],
    [-3, "-3"],
    [Number.NaN, "nan"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
    [2n ** 63n, "9223372036854775808"],
    [true, "True"],
    [false, "False"],
    [null, "None"],
    [{ layers: [64, 32], dropout: null }, '{"layers":[64,32],"dropout":null}'],
    [[1, "two"], '[1,"two"]'],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
  ];
  for (const [value, text] of cases) assert.equal(textOf("key", value), text);
});

test("refuses what has no text", () => {
  const circular: { self?: object } = {};
  circular.self = circular;
  for (const value of [circular, { big: 1n }, () => 1]) {
    assert.throws(
      () => textOf("layers", value),
      (error) =>
        error instanceof MillraceError &&
        error.code === "INVALID_PARAMETER_VALUE" &&
        error.message.includes("'layers'"),
    );
  }
});

test("reads the values of metrics back from the wire", () => {
  assert.deepEqual([1.5, "NaN", "Infinity", Number.MAX_VALUE, -Number.MAX_VALUE].map(metricValue), [
    1.5,
    Number.NaN,
    Infinity,
    Infinity,
    -Infinity,
  ]);
});
