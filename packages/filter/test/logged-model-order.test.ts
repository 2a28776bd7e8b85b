import assert from "node:assert/strict";
import { test } from "node:test";
import { parseLoggedModelOrder } from "@millrace/filter";

const item = (field: string, ascending = true, dataset = {}) => ({ field, ascending, dataset });

test("an item names an attribute in any spelling, or a key that needs no quotes", () => {
  const terms = parseLoggedModelOrder([
    item("creation_timestamp_ms", false),
    item("attributes.artifact_location"),
    item("metrics.val/acc top.1", true, { name: "iris" }),
    item("metrics.`val/acc`"),
    item("params.lr"),
    item("tags.a b"),
  ]);
  assert.deepEqual(terms, [
    { field: { kind: "attribute", name: "creation_time" }, descending: true },
    { field: { kind: "attribute", name: "artifact_uri" }, descending: false },
    { field: { kind: "metric", key: "val/acc top.1", dataset: { name: "iris" } }, descending: false },
    { field: { kind: "metric", key: "val/acc", dataset: {} }, descending: false },
    { field: { kind: "param", key: "lr" }, descending: false },
    { field: { kind: "tag", key: "a b" }, descending: false },
  ]);
});

test("an item that comes again changes nothing", () => {
  const terms = parseLoggedModelOrder([
    item("name"),
    item("attributes.name", false),
    item("metrics.a"),
    item("metrics.a"),
  ]);
  assert.equal(terms.length, 2);
  assert.equal(terms[0]?.descending, false);
});

test("other fields are refused, and too many or too long ones", () => {
  const refused = { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" };
  for (const field of ["", ".", "foo", "foo.a", "metrics", "metrics.", "name DESC", `metrics.${"x".repeat(1000)}`]) {
    assert.throws(() => parseLoggedModelOrder([item(field)]), refused, field);
  }
  const many = Array.from({ length: 101 }, (_, i) => item(`metrics.m${i}`));
  assert.throws(() => parseLoggedModelOrder(many), refused);
});
