import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCsv } from "../../src/signature/csv.ts";
import { csvRows } from "../../src/signature/csv-rows.ts";

test("reads every field that is written with quotes", () => {
  const field = fc.string({ minLength: 1 }).map((text) => text.replaceAll("\uFEFF", "x"));
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");
      assert.deepEqual(csvRows(text), rows);
    }),
  );
});

test("finds the types of columns, and the names of those that have none", () => {
  const frame = readCsv('a,,a,"b"\n1,x,,true\n2,"y,z",1.5,False\n', undefined);
  assert.deepEqual(frame.names, ["a", "Unnamed: 1", "a.1", "b"]);
  assert.deepEqual(
    frame.columns.map(({ dtype }) => dtype),
    ["int64", "str", "float64", "bool"],
  );
  assert.deepEqual(Array.from(frame.columns[1]?.values ?? []), ["x", "y,z"]);
});

test("takes numbers exactly", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const { columns } = readCsv(`a\n${value}\n0.5\n`, undefined);
      assert.ok(columns[0]?.values[0] === value);
    }),
  );
});
