import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Comparison,
  type FilterNode,
  type MetricField,
  parseExperimentFilter,
  parseRunFilter,
  parseRunOrder,
  type RunField,
} from "@millrace/filter";

/** `params.<key> = '1'`, the leaf of the trees below. */
const leaf = (key: string): Comparison<RunField> => ({
  kind: "compare",
  field: { kind: "param", key },
  op: "=",
  value: "1",
});

const [a, b, c, d] = [leaf("a"), leaf("b"), leaf("c"), leaf("d")];

/** Writes the leaves of a text out: `a` becomes `params.a = '1'`. */
const parse = (text: string): FilterNode<RunField> | undefined =>
  parseRunFilter(text.replaceAll(/\b[abcd]\b/g, (key) => `params.${key} = '1'`));

test("NOT binds tighter than AND, AND tighter than OR", () => {
  assert.deepEqual(parse("a OR b AND c"), { kind: "or", nodes: [a, { kind: "and", nodes: [b, c] }] });
  assert.deepEqual(parse("a and b or c and d"), {
    kind: "or",
    nodes: [
      { kind: "and", nodes: [a, b] },
      { kind: "and", nodes: [c, d] },
    ],
  });
  assert.deepEqual(parse("not a AND b"), { kind: "and", nodes: [{ kind: "not", node: a }, b] });
  assert.deepEqual(parse("NOT NOT a"), { kind: "not", node: { kind: "not", node: a } });
  assert.deepEqual(parse("(a OR b) AND c"), { kind: "and", nodes: [{ kind: "or", nodes: [a, b] }, c] });
  assert.deepEqual(parse("NOT (a OR b)"), { kind: "not", node: { kind: "or", nodes: [a, b] } });
});

test("nodes of one kind are one node", () => {
  assert.deepEqual(parse("a AND (b AND (c AND d))"), { kind: "and", nodes: [a, b, c, d] });
  assert.deepEqual(parse("((a OR b) OR (c OR d))"), { kind: "or", nodes: [a, b, c, d] });
  assert.deepEqual(parse("((a))"), a);
});

test("comparisons side by side are joined by AND, everything else needs the word", () => {
  assert.deepEqual(parse("a b OR c"), { kind: "or", nodes: [{ kind: "and", nodes: [a, b] }, c] });
  for (const text of ["(a) b", "a (b)", "NOT a b", "a NOT b", "a AND OR b", "a OR", "OR a", "(a AND)", "NOT"]) {
    assert.throws(() => parse(text), { code: "INVALID_PARAMETER_VALUE" }, text);
  }
});

test("a metric can be read through an aggregate", () => {
  const metric = (text: string): unknown => {
    const node = parseRunFilter(`${text} < 1`);
    return node?.kind === "compare" ? node.field : undefined;
  };
  const literal = (key: string): MetricField => ({ kind: "metric", key, aggregate: "last" });
  for (const aggregate of ["last", "min", "max", "mean", "sum", "count", "std"] as const) {
    assert.deepEqual(metric(`metrics.\`val/loss\`.${aggregate}`), { kind: "metric", key: "val/loss", aggregate });
    assert.deepEqual(metric(`metrics.a.b.${aggregate}`), {
      ...literal(`a.b.${aggregate}`),
      alternative: { key: "a.b", aggregate },
    });
  }
  assert.deepEqual(metric("metrics.`loss.min`"), literal("loss.min"));
  assert.deepEqual(metric('metrics."loss.min"'), literal("loss.min"));
  for (const key of ["min", ".min", "loss.MIN", "loss.first", "loss.min."]) {
    assert.deepEqual(metric(`metrics.${key}`), literal(key));
  }
  assert.throws(() => metric("metrics.`loss`.first"), /'loss\.first' is no field of runs/);
  assert.throws(() => metric("metrics.`loss`.`min`"));
});

test("an aggregate can be ordered by, and a field that is named again is left out", () => {
  assert.deepEqual(parseRunOrder(["metrics.`loss`.min desc", "tags.a", "tag.a DESC", "metrics.`loss`.min"]), [
    { field: { kind: "metric", key: "loss", aggregate: "min" }, descending: true },
    { field: { kind: "tag", key: "a" }, descending: false },
  ]);
});

test("lists of numbers and of texts", () => {
  assert.deepEqual(parseRunFilter("metrics.a IN (1, -2.5, 1e3,)"), {
    kind: "compare",
    field: { kind: "metric", key: "a", aggregate: "last" },
    op: "in",
    values: [1, -2.5, 1000],
  });
  assert.deepEqual(parseRunFilter("metrics.a IN (1, 2, 1.0, 1e0, 2)"), parseRunFilter("metrics.a IN (1, 2)"));
  assert.deepEqual(parseRunFilter("start_time NOT IN (9223372036854775807)"), {
    kind: "compare",
    field: { kind: "attribute", name: "start_time" },
    op: "not in",
    values: [9223372036854775807n],
  });
  assert.deepEqual(parseExperimentFilter("experiment_id IN ('7', '9007199254740993')"), {
    kind: "compare",
    field: { kind: "attribute", name: "experiment_id" },
    op: "in",
    values: [7, 9007199254740993n],
  });
});

test("experiments have RLIKE and IS NULL too", () => {
  assert.deepEqual(parseExperimentFilter("tags.a RLIKE '^x+$' OR name IS NOT NULL"), {
    kind: "or",
    nodes: [
      { kind: "compare", field: { kind: "tag", key: "a" }, op: "rlike", value: "^x+$" },
      { kind: "compare", field: { kind: "attribute", name: "name" }, op: "is not null" },
    ],
  });
});
