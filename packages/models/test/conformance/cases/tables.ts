import type { ServingCase } from "../support/case.ts";

/** What a model of columns is asked with: good rows, whose columns have different names. */
export interface Table {
  readonly columns: readonly string[];
  /** At least two. */
  readonly rows: readonly (readonly unknown[])[];
}

/** Values that few columns take, and some all do. */
const ODD: readonly (readonly [name: string, json: string])[] = [
  ["null", "null"],
  ["true", "true"],
  ["an integer", "7"],
  ["a negative zero", "-0.0"],
  ["a fraction", "1.5"],
  ["a text", '"x"'],
  ["an empty text", '""'],
  ["a number as text", '"1"'],
  ["a fraction as text", '"1.5"'],
  ["a truth value as text", '"true"'],
  ["Unicode", '"é\u{1f600}\\u0000"'],
  ["NaN", "NaN"],
  ["Infinity", "-Infinity"],
  ["2^31", "2147483648"],
  ["2^53 + 1", "9007199254740993"],
  ["2^63", "9223372036854775808"],
  ["a number with 400 digits", "1".repeat(400)],
  ["1e400", "1e400"],
  ["a list", "[1]"],
  ["an empty list", "[]"],
  ["an object", '{"a": 1}'],
];

/** A table in every form that it can be sent in, and in those that are wrong. */
export function tableCases(table: Table): ServingCase[] {
  return [...splitCases(table), ...recordCases(table), ...servingCases(table), ...oddCells(table)];
}

/** The rows as a list of objects. */
export function recordsOf({ columns, rows }: Table): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place]])));
}

/** The columns as an object of lists. */
export function listsOf({ columns, rows }: Table): Record<string, unknown[]> {
  return Object.fromEntries(columns.map((name, place) => [name, rows.map((row) => row[place])]));
}

function splitCases({ columns, rows }: Table): ServingCase[] {
  const [first = []] = rows;
  const bodies: Record<string, unknown> = {
    "": { columns, data: rows },
    "one row": { columns, data: [first] },
    "no rows": { columns, data: [] },
    "an index": { columns, index: rows.map((_, place) => `row ${place}`), data: rows },
    "an index of another length": { columns, index: [1, 2, 3, 4, 5, 6, 7], data: rows },
    "no columns": { data: rows },
    "columns null": { columns: null, data: rows },
    "columns that are a text": { columns: "abcd".slice(0, columns.length), data: rows },
    "columns that are numbers": { columns: columns.map((_, place) => place), data: rows },
    "columns in another order": { columns: columns.toReversed(), data: rows.map((row) => row.toReversed()) },
    "a missing column": { columns: columns.slice(1), data: rows.map((row) => row.slice(1)) },
    "only the first column": { columns: columns.slice(0, 1), data: rows.map((row) => row.slice(0, 1)) },
    "one more column": { columns: [...columns, "more"], data: rows.map((row) => [...row, "x"]) },
    "one more column first": { columns: ["more", ...columns], data: rows.map((row) => [null, ...row]) },
    "a column twice": { columns: [...columns, columns[0]], data: rows.map((row) => [...row, row[0]]) },
    "a column by another name": { columns: [...columns.slice(1), "other"], data: rows },
    "a column in capitals": { columns: columns.map((name) => name.toUpperCase()), data: rows },
    "a short row": { columns, data: [first, first.slice(1)] },
    "short rows": { columns, data: rows.map((row) => row.slice(1)) },
    "a long row": { columns, data: [[...first, 1], first] },
    "an empty row": { columns, data: [[]] },
    "flat data": { columns, data: first },
    "rows as objects": { columns, data: recordsOf({ columns, rows }) },
    "data null": { columns, data: null },
    "data a text": { columns, data: "1,2" },
    "no data": { columns },
    "an unknown field": { columns, data: rows, dtype: "float" },
    nothing: {},
    "null in its place": null,
    "a list in its place": [rows],
    "a text in its place": JSON.stringify({ columns, data: rows }),
  };
  return named("split", "dataframe_split", bodies);
}

function recordCases(table: Table): ServingCase[] {
  const records = recordsOf(table);
  const [first = {}, second = {}] = records;
  const [name = ""] = table.columns;
  const { [name]: _, ...less } = first;
  return named("records", "dataframe_records", {
    "": records,
    "one row": [first],
    "no rows": [],
    "one more field": records.map((record) => ({ ...record, more: 1 })),
    "a field missing in all": [less],
    "a field missing in one": [less, second],
    "other order": records.map((record) => Object.fromEntries(Object.entries(record).toReversed())),
    "different fields": [first, { other: 1 }],
    "an empty one": [{}],
    "an object in their place": first,
    "lists in their place": table.rows,
    numbers: [1, 2],
    "a null": [first, null],
    null: null,
    "a text": JSON.stringify(records),
  });
}

function servingCases(table: Table): ServingCase[] {
  const records = recordsOf(table);
  const lists = listsOf(table);
  const [name = ""] = table.columns;
  const [first = []] = table.rows;
  const { [name]: column = [], ...less } = lists;
  const bodies: Record<string, unknown> = {
    lists,
    "lists of one row": listsOf({ ...table, rows: [first] }),
    "lists without rows": listsOf({ ...table, rows: [] }),
    "lists in lists": Object.fromEntries(Object.entries(lists).map(([key, value]) => [key, value.map((one) => [one])])),
    "lists of different lengths": { ...lists, [name]: column.slice(1) },
    "a missing list": less,
    "one more list": { ...lists, more: column },
    "values in place of lists": records[0],
    records,
    "one record": records.slice(0, 1),
    "records with a field missing": [{ ...records[0] }, less],
    rows: table.rows,
    "one row": [first],
    "a flat row": first,
    "rows of different lengths": [first, first.slice(1)],
    "rows in rows": [table.rows],
    scalar: 1,
    text: "x",
    "empty list": [],
    "empty row": [[]],
    "empty object": {},
    null: null,
  };
  return ["inputs", "instances"].flatMap((key) => named(key, key, bodies));
}

/** Every odd value in every column, as numbers are written. */
function oddCells({ columns, rows }: Table): ServingCase[] {
  const [first = []] = rows;
  return columns.flatMap((name, place) =>
    ODD.map(([what, json]) => {
      const row = first.map((value, other) => (other === place ? json : JSON.stringify(value)));
      const body = `{"dataframe_split": {"columns": ${JSON.stringify(columns)}, "data": [[${row.join(", ")}]]}}`;
      return { title: `${what} for ${name}`, body };
    }),
  );
}

function named(kind: string, key: string, bodies: Readonly<Record<string, unknown>>): ServingCase[] {
  return Object.entries(bodies).map(([what, value]) => ({
    title: what === "" ? kind : `${kind} with ${what}`,
    body: { [key]: value },
  }));
}
