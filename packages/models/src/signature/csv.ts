import { invalidParameter, INT64_MAX, INT64_MIN, showValue } from "@millrace/contract";
import type { Column } from "./column.ts";
import { csvInteger, csvNumber } from "./csv-number.ts";
import { csvRows } from "./csv-rows.ts";
import { type Dtype, isNumeric, kindOf, sizeOf } from "./dtype.ts";
import type { Frame } from "./frame.ts";
import { type Json, Real } from "./json.ts";
import { allocate, put, valueAt } from "./nd-array.ts";
import type { Schema } from "./schema.ts";

/** The texts that stand for a missing value in pandas. */
const MISSING = new Set(
  "|#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null".split("|"),
);

const TRUTH: Readonly<Record<string, boolean>> = {
  True: true,
  TRUE: true,
  true: true,
  False: false,
  FALSE: false,
  false: false,
};

/**
 * Reads a table from CSV text, whose first row names the columns.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no table, or has values that the signature does not allow
 */
export function readCsv(text: string, schema: Schema | undefined): Frame {
  if (schema?.kind === "tensors") {
    throw invalidParameter("The model's signature has tensors, and CSV has none; send JSON.");
  }
  const [header, ...rows] = csvRows(text);
  if (header === undefined) throw invalidParameter("The CSV text has no row with the names of the columns.");
  const names = uniqueNames(header);
  if (rows.length === 0 && schema !== undefined && !schema.isNamed && names.length < schema.columns.length) {
    throw invalidParameter(`The model takes ${schema.columns.length} columns, and there are ${names.length}.`);
  }
  const offset = Math.max(0, (rows[0]?.length ?? 0) - names.length);
  checkWidths(rows, names.length + offset);
  const columns = names.map((name, at) => {
    const cells = rows.map((row) => row[at + offset] ?? "");
    const spec = schema?.columns.find((one, place) =>
      schema.isNamed ? one.name === header[at] : place === at + offset,
    );
    if (spec === undefined) return inferred(cells);
    if (spec.dtype === undefined && spec.type === "datetime") throw invalidParameter("CSV has no dates; send JSON.");
    return typed(name, cells, spec.dtype ?? "str");
  });
  return { names, columns, rows: rows.length, zero: rows.length > 0 && offset === 0 ? 0 : undefined };
}

/** A name that comes again gets a number, and one that is empty its place. */
function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((given, at) => {
    const name = given === "" ? `Unnamed: ${at}` : given;
    let unique = name;
    for (let count = 1; taken.has(unique); count += 1) unique = `${name}.${count}`;
    taken.add(unique);
    return unique;
  });
}

function checkWidths(rows: readonly string[][], width: number): void {
  const at = rows.findIndex((row) => row.length > width);
  if (at === -1) return;
  throw invalidParameter(`Row ${at + 1} of the CSV text has ${rows[at]?.length} fields, and not ${width}.`);
}

function inferred(cells: readonly string[]): Column {
  if (cells.length === 0) return { dtype: "object", values: [] };
  const present = cells.filter((cell) => !MISSING.has(cell));
  if (present.length === cells.length && present.every((cell) => isInt64(cell))) {
    return filled("int64", cells, (cell) => csvInteger(cell) ?? null);
  }
  const isNumbers = present.every((cell) => csvNumber(cell) !== undefined);
  if (isNumbers && !(present.length === cells.length && isTooLarge(present))) return filled("float64", cells, numberOf);
  if (present.every((cell) => Object.hasOwn(TRUTH, cell))) {
    if (present.length === cells.length) return filled("bool", cells, (cell) => TRUTH[cell] ?? null);
    return { dtype: "object", values: cells.map((cell) => TRUTH[cell] ?? Number.NaN) };
  }
  return texts(cells);
}

function isInt64(cell: string): boolean {
  const integer = csvInteger(cell);
  return integer !== undefined && integer >= INT64_MIN && integer <= INT64_MAX;
}

/** Integers that no type holds stay texts. */
function isTooLarge(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => csvInteger(cell) !== undefined);
}

function numberOf(cell: string): Json {
  return MISSING.has(cell) ? Number.NaN : (csvNumber(cell) ?? null);
}

function texts(cells: readonly string[]): Column {
  return { dtype: "str", values: cells.map((cell) => (MISSING.has(cell) ? Number.NaN : cell)) };
}

function filled(dtype: Dtype, cells: readonly string[], read: (cell: string) => Json): Column {
  const values = allocate(dtype, cells.length);
  for (const [at, cell] of cells.entries()) put(values, at, read(cell));
  return { dtype, values };
}

function typed(name: string, cells: readonly string[], dtype: Dtype): Column {
  if (!isNumeric(dtype)) return texts(cells);
  const found = inferred(cells);
  if (kindOf(dtype) === "float" && found.dtype === "str")
    return filled(dtype, cells, (cell) => checkNumber(name, cell));
  const values = allocate(dtype, cells.length);
  for (let at = 0; at < cells.length; at += 1) {
    const value = valueAt(found, at);
    if (!isNumeric(found.dtype) || !keeps(value, dtype)) throw wrongCell(name, cells[at]);
    put(values, at, value);
  }
  return { dtype, values };
}

/** Integers that no type of integers holds are numbers nevertheless. */
function checkNumber(name: string, cell: string): Json {
  if (MISSING.has(cell)) return Number.NaN;
  const number = csvInteger(cell) ?? csvNumber(cell);
  if (number === undefined) throw wrongCell(name, cell);
  return number;
}

/** Whether a value stays the same in a type. */
function keeps(value: Json, dtype: Dtype): boolean {
  const number = value instanceof Real ? value.value : value;
  switch (kindOf(dtype)) {
    case "float":
      return true;
    case "bool":
      return typeof number === "boolean" || Number(number) === 0 || Number(number) === 1;
    default:
      return typeof number === "boolean" || isWithin(number, dtype);
  }
}

function isWithin(number: Json, dtype: Dtype): boolean {
  const integer = typeof number === "number" && Number.isInteger(number) ? BigInt(number) : number;
  return typeof integer === "bigint" && BigInt.asIntN(sizeOf(dtype) * 8, integer) === integer;
}

function wrongCell(name: string, cell: string | undefined): Error {
  return invalidParameter(`The column ${showValue(name)} can't hold ${showValue(cell)}.`);
}
