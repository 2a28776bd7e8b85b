import { invalidParameter, parseJson } from "@millrace/contract";
import { jsonText } from "./json-text.ts";

/**
 * A table as a program gives it: rows as records; or columns by name, all of one length, of which a single value stands
 * for a column of one row.
 */
export type TableInput = readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, unknown>>;

/** A table as MLflow's page reads it. */
export interface Table {
  readonly columns: readonly string[];
  /** Rows, each with a value for every column. */
  readonly data: readonly (readonly unknown[])[];
}

/**
 * Reads a table that a program gave.
 * @throws MillraceError INVALID_PARAMETER_VALUE for columns of different lengths, and for what is no table
 */
export function toTable(input: TableInput, path: string): Table {
  return isRows(input) ? ofRows(input, path) : ofColumns(input, path);
}

function isRows(input: TableInput): input is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(input);
}

function ofRows(rows: readonly Readonly<Record<string, unknown>>[], path: string): Table {
  const isRecord = (row: unknown): boolean => typeof row === "object" && row !== null && !Array.isArray(row);
  if (!rows.every(isRecord)) throw invalidParameter(`Each row of the table '${path}' must be a record of its values.`);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { columns, data: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}

function ofColumns(input: Readonly<Record<string, unknown>>, path: string): Table {
  const columns = Object.keys(input);
  const lists = columns.map((column) => listOf(input[column]));
  const length = lists.find((list) => list !== undefined)?.length ?? 1;
  if (lists.some((list) => (list?.length ?? 1) !== length)) {
    throw invalidParameter(`The columns of the table '${path}' have different lengths; give each ${length} values.`);
  }
  const cell = (column: number, row: number): unknown => {
    const list = lists[column];
    return (list === undefined ? input[columns[column] ?? ""] : list[row]) ?? null;
  };
  const data = Array.from({ length }, (_, row) => columns.map((__, column) => cell(column, row)));
  return { columns, data: columns.length === 0 ? [] : data };
}

/** The values of a column; undefined for a single value. */
function listOf(value: unknown): readonly unknown[] | undefined {
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  return isList && isIterable(value) ? Array.from(value) : undefined;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

/** One table below the other: columns that only one of them has are null in the rows of the other. */
export function appended(first: Table, second: Table): Table {
  const columns = [...new Set([...first.columns, ...second.columns])];
  const aligned = ({ columns: own, data }: Table): unknown[][] => {
    const places = columns.map((column) => own.indexOf(column));
    return data.map((row) => places.map((place) => row[place] ?? null));
  };
  return { columns, data: [...aligned(first), ...aligned(second)] };
}

/** A table in MLflow's split form. */
export function formatTable(table: Table, path: string): string {
  return jsonText(table, path);
}

/**
 * Reads a table in MLflow's split form.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is something else
 */
export function parseTable(text: string, path: string): Table {
  const table = parsed(text);
  if (isTable(table)) return table;
  throw invalidParameter(`The artifact '${path}' is there already and is no table; log the table under another name.`);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is Table {
  if (typeof value !== "object" || value === null || !("columns" in value) || !("data" in value)) return false;
  const { columns, data } = value;
  const isName = (name: unknown): boolean => typeof name === "string";
  return (
    Array.isArray(columns) && columns.every(isName) && Array.isArray(data) && data.every((row) => Array.isArray(row))
  );
}
