import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Int64 } from "@millrace/contract";
import type { Database, SqlValue } from "../../src/database/sql.ts";
import { doubleCell, type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../../src/database/values.ts";
import { onEveryDatabase, SAMPLE } from "./databases.ts";

onEveryDatabase(({ shared }) => {
  test("64-bit integers come back exactly, as numbers when those are safe", async () => {
    const database = await shared();
    const values = [
      0,
      -1,
      2 ** 31,
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      2n ** 53n,
      2n ** 63n - 1n,
      -(2n ** 63n),
    ];
    assert.deepEqual(await roundTrip(database, "whole", values), values);
  });

  test("doubles come back exactly", async () => {
    const database = await shared();
    const values = [0, -0, 0.1, 1 / 3, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 1e21, 2 ** 53 + 2, 5];
    assert.deepEqual(await roundTrip(database, "number", values), values);
    const odd = [Number.NaN, Infinity, -Infinity];
    assert.deepEqual(await roundTrip(database, "number", odd), odd);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double(), { minLength: 1, maxLength: 50 }), async (numbers) => {
        assert.deepEqual(await roundTrip(database, "number", numbers), numbers);
      }),
      { numRuns: 30 },
    );
  });

  test("doubles sort with NaN last", async () => {
    const database = await shared();
    await fill(database, "number", [Number.NaN, 1, Infinity, -0.5, -Infinity]);
    const rows = await database.read.all<{ number: DoubleCell }>("SELECT number FROM sample ORDER BY number");
    assert.deepEqual(
      rows.map((row) => readDouble(row.number)),
      [-Infinity, -0.5, 1, Infinity, Number.NaN],
    );
    const above = await database.read.all("SELECT id FROM sample WHERE number > ? AND number < 'NaN'", [0]);
    assert.equal(above.length, 2);
  });

  test("text comes back exactly and sorts by code point", async () => {
    const database = await shared();
    const values = [
      "",
      "'\"\\{},NULL",
      "?",
      "a\nb\tc\r",
      "é",
      "e\u0301",
      "漢字",
      "😀",
      "\uffff",
      "\u{10ffff}",
      "\u0001",
      "  ",
    ];
    assert.deepEqual(await roundTrip(database, "text", values), values);
    await fill(database, "text", ["b", "B", "ä", "z", "\uffff", "😀", "a"]);
    const rows = await database.read.all<{ text: string }>("SELECT text FROM sample ORDER BY text");
    assert.deepEqual(
      rows.map((row) => row.text),
      ["B", "a", "b", "z", "ä", "\uffff", "😀"],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(storable, { minLength: 1, maxLength: 20 }), async (texts) => {
        assert.deepEqual(await roundTrip(database, "text", texts), texts);
      }),
      { numRuns: 30 },
    );
  });

  test("bytes come back exactly", async () => {
    const database = await shared();
    const large = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 256);
    const values = [new Uint8Array(), Uint8Array.of(0), Uint8Array.of(92, 34, 0, 255), large, large.subarray(1, 3)];
    const back = await roundTrip(database, "bytes", values);
    assert.deepEqual(back, values);
  });

  test("NULL comes back as null in every column", async () => {
    const database = await shared();
    await fill(database, "text", []);
    await database.write((sql) => sql.insert(SAMPLE, [[1, null, null, null, null]]));
    const row = await database.read.get<object>("SELECT whole, number, text, bytes FROM sample");
    assert.deepEqual({ ...row }, { whole: null, number: null, text: null, bytes: null });
  });

  test("parameters in conditions match what was inserted", async () => {
    const database = await shared();
    await fill(database, "text", []);
    await database.write((sql) => sql.insert(SAMPLE, [[1, 2n ** 60n, 0.1, "it's ?", Uint8Array.of(7)]]));
    const row = await database.read.get<{ id: number }>(
      "SELECT id FROM sample WHERE whole = ? AND number = ? AND text = ? AND bytes = ? AND '?' <> text",
      [2n ** 60n, 0.1, "it's ?", Uint8Array.of(7)],
    );
    assert.equal(row?.id, 1);
  });
});

/** Text that both databases store: well-formed, and PostgreSQL has no U+0000. */
const storable = fc
  .string({ unit: "binary", maxLength: 30 })
  .filter((text) => !text.includes("\0") && text.isWellFormed());

async function fill(
  database: Database,
  column: keyof typeof SAMPLE.columns,
  values: readonly SqlValue[],
): Promise<void> {
  const cell = (value: SqlValue): SqlValue => (column === "number" ? doubleCell(Number(value)) : value);
  await database.write(async (sql) => {
    await sql.run("DELETE FROM sample");
    const shape = { table: "sample", columns: { id: "bigint", [column]: SAMPLE.columns[column] } } as const;
    await sql.insert(
      shape,
      values.map((value, id) => [id, cell(value)]),
    );
  });
}

/** Writes values into one column with `insert` and reads them in the same order. */
async function roundTrip(
  database: Database,
  column: keyof typeof SAMPLE.columns,
  values: readonly SqlValue[],
): Promise<unknown[]> {
  await fill(database, column, values);
  const expression = column === "whole" ? database.dialect.int64Column("whole") : column;
  const rows = await database.read.all<{ cell: unknown }>(`SELECT ${expression} AS cell FROM sample ORDER BY id`);
  return rows.map(({ cell }) => readCell(column, cell));
}

function readCell(column: keyof typeof SAMPLE.columns, cell: unknown): Int64 | string | Uint8Array {
  if (cell instanceof Uint8Array) return Uint8Array.from(cell);
  if (column === "whole" && isInt64Cell(cell)) return readInt64(cell);
  if (column === "number") return readDouble(typeof cell === "number" ? cell : "NaN");
  return String(cell);
}

function isInt64Cell(cell: unknown): cell is Int64Cell {
  return typeof cell === "number" || typeof cell === "bigint" || typeof cell === "string";
}
