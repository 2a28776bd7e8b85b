import { invalidParameter } from "@millrace/contract";
import { type Column, inferColumn } from "./column.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** What names a column: its place when it has no name. */
export type ColumnName = string | number;

/** The values of a column, before anything is known of its type. */
export interface RawColumn {
  readonly name: ColumnName;
  readonly values: Json[];
}

/** A table whose values are as JSON has them. */
export interface RawFrame {
  readonly columns: readonly RawColumn[];
  readonly rows: number;
  /** The row that the index calls 0; undefined when there is none. */
  readonly zero: number | undefined;
}

/** A table of typed columns. */
export interface Frame {
  readonly names: readonly ColumnName[];
  readonly columns: readonly Column[];
  readonly rows: number;
  /** The row that the index calls 0; undefined when there is none. */
  readonly zero: number | undefined;
}

/** A table whose columns have the types that pandas finds for them. */
export function inferFrame({ columns, rows, zero }: RawFrame): Frame {
  return {
    names: columns.map(({ name }) => name),
    columns: columns.map(({ values }) => inferColumn(values)),
    rows,
    zero,
  };
}

/** A table of columns of the same length. */
export function rawFrame(columns: readonly RawColumn[], rows: number): RawFrame {
  return { columns, rows, zero: rows > 0 ? 0 : undefined };
}

/**
 * The table that pandas makes of a list: of rows, of objects, or of the values of one column.
 * @param given the names of the columns, when they are known
 * @throws MillraceError INVALID_PARAMETER_VALUE for a list that is no table
 */
export function frameOfList(list: readonly Json[], given: readonly ColumnName[] | undefined): RawFrame {
  const [first] = list;
  if (first === undefined)
    return rawFrame(
      (given ?? []).map((name) => ({ name, values: [] })),
      0,
    );
  if (Array.isArray(first)) return frameOfRows(list, given);
  if (isObject(first)) return frameOfRecords(list, given);
  checkWidth(1, given);
  return rawFrame([{ name: given?.[0] ?? 0, values: [...list] }], list.length);
}

function frameOfRows(list: readonly Json[], given: readonly ColumnName[] | undefined): RawFrame {
  const rows = list.filter((row) => Array.isArray(row));
  if (rows.length !== list.length) throw invalidParameter("Some of the rows are lists and some are not.");
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  checkWidth(width, given);
  const columns = Array.from({ length: width }, (_, at) => ({
    name: given?.[at] ?? at,
    values: rows.map((row) => row[at] ?? null),
  }));
  return rawFrame(columns, rows.length);
}

function checkWidth(width: number, given: readonly ColumnName[] | undefined): void {
  if (given === undefined || given.length === width) return;
  throw invalidParameter(`There are ${given.length} names of columns, but the rows have ${width} values.`);
}

function frameOfRecords(list: readonly Json[], given: readonly ColumnName[] | undefined): RawFrame {
  const records = list.filter(isObject);
  if (records.length !== list.length) throw invalidParameter("Some of the records are no objects.");
  const names = given ?? [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name) => ({
    name,
    // What a record does not have is not a number, in every type.
    values: records.map((record) => (Object.hasOwn(record, name) ? (record[name] ?? null) : Number.NaN)),
  }));
  return rawFrame(columns, records.length);
}

/**
 * The table that pandas makes of an object of columns.
 * @throws MillraceError INVALID_PARAMETER_VALUE for columns of different lengths, or none that has a length
 */
export function frameOfColumns(object: JsonObject, given: readonly ColumnName[] | undefined): RawFrame {
  const lists = Object.values(object).filter((values) => Array.isArray(values));
  const [first] = lists;
  if (Object.keys(object).length === 0) return frameOfList([], given);
  if (first === undefined) throw invalidParameter("No column is a list, so the table has no length.");
  if (lists.some(({ length }) => length !== first.length)) {
    throw invalidParameter("The columns have different lengths.");
  }
  const names = given ?? Object.keys(object);
  const columns = names.map((name) => ({ name, values: columnOf(object, name, first.length) }));
  return rawFrame(columns, first.length);
}

function columnOf(object: JsonObject, name: ColumnName, length: number): Json[] {
  const values = Object.hasOwn(object, name) ? (object[name] ?? null) : Number.NaN;
  return Array.isArray(values) ? [...values] : Array.from({ length }, () => values);
}
