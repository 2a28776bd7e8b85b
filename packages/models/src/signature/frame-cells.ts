import { invalidParameter } from "@millrace/contract";
import { type Column, inferColumn } from "./column.ts";
import { type ColumnName, type Frame, frameOfColumns, frameOfList, inferFrame, type RawFrame } from "./frame.ts";
import { isObject, type Json } from "./json.ts";
import type { Cell, ModelInput } from "./model-input.ts";
import { allocate, type NdArray, put, valueAt } from "./nd-array.ts";

/**
 * The inputs of a request as the table that pandas makes of them.
 * @throws MillraceError INVALID_PARAMETER_VALUE for arrays that are no table
 */
export function frameOfCells(input: ModelInput): Frame {
  switch (input.kind) {
    case "frame":
      return input.frame;
    case "array":
    case "scalar":
      return frameOfArray(input.array);
    case "named":
      return frameOfNamed(input.arrays);
    case "records":
      return frameOfRecords(input.records);
    case "raw":
      return inferFrame(frameOfPayload(input.value));
  }
}

/** The fields of a payload are a row, or columns when they are lists of numbers. */
function frameOfPayload(value: Json): RawFrame {
  if (!isObject(value)) throw invalidParameter("The inputs are no table.");
  const isRow = Object.values(value).every((field) =>
    Array.isArray(field) ? field.every((item) => typeof item === "string") : !isObject(field),
  );
  return isRow ? frameOfList([value], undefined) : frameOfColumns(value, undefined);
}

function frameOfArray(array: NdArray): Frame {
  const { shape } = array;
  const [rows = 1, width = 1] = shape;
  if (shape.length > 2) throw invalidParameter("A table has two dimensions, and the inputs have more.");
  const places = Array.from({ length: width }, (_, at) => at);
  return frame(
    places,
    places.map((at) => strided(array, rows, width, at)),
    rows,
  );
}

function strided(array: NdArray, rows: number, width: number, from: number): Column {
  const values = allocate(array.dtype, rows);
  for (let row = 0; row < rows; row += 1) put(values, row, valueAt(array, row * width + from));
  return { dtype: array.dtype, values };
}

function frameOfNamed(arrays: ReadonlyMap<string, Cell>): Frame {
  const cells = [...arrays.values()];
  const lists = cells.filter(({ shape }) => shape.length > 0);
  const rows = lists[0]?.shape[0] ?? 1;
  if (lists.length === 0 && !cells.every(({ isScalar }) => isScalar)) {
    throw invalidParameter("No column is a list, so the table has no length.");
  }
  if (lists.some(({ shape }) => shape[0] !== rows)) {
    throw invalidParameter("The columns have different lengths.");
  }
  return frame(
    [...arrays.keys()],
    cells.map((cell) => columnOf(cell, rows)),
    rows,
  );
}

function columnOf(cell: Cell, rows: number): Column {
  if (cell.shape.length === 0) return repeated(cell, rows);
  if (cell.shape.length === 1) return cell;
  return { dtype: "object", values: rowLists(cell) };
}

/** Of an array of more dimensions, each row is a list. */
function rowLists(array: NdArray): Json[] {
  const build = (depth: number, from: number, count: number): Json => {
    const length = array.shape[depth];
    if (length === undefined) return valueAt(array, from);
    const each = length === 0 ? 0 : count / length;
    return Array.from({ length }, (_, at) => build(depth + 1, from + at * each, each));
  };
  const [rows = 0] = array.shape;
  const each = rows === 0 ? 0 : array.values.length / rows;
  return Array.from({ length: rows }, (_, row) => build(1, row * each, each));
}

function repeated(cell: Cell, rows: number): Column {
  const values = allocate(cell.dtype, rows);
  for (let row = 0; row < rows; row += 1) put(values, row, valueAt(cell, 0));
  return { dtype: cell.dtype, values };
}

function frameOfRecords(records: readonly ReadonlyMap<string, Cell>[]): Frame {
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
  const columns = names.map((name) => {
    const cells = records.map((record) => record.get(name));
    const values = cells.map((cell): Json => (cell === undefined ? Number.NaN : single(cell)));
    const dtype = cells[0]?.dtype;
    const isSame = dtype !== undefined && cells.every((cell) => cell?.isScalar === true && cell.dtype === dtype);
    if (isSame) return typed(values, dtype);
    // What the signature does not name stays an array, even of one value.
    return cells.every((cell) => cell?.isScalar !== false)
      ? inferColumn(values)
      : ({ dtype: "object", values } as const);
  });
  return frame(names, columns, records.length);
}

function single(cell: Cell): Json {
  if (cell.isScalar) return valueAt(cell, 0);
  return rowLists({ ...cell, shape: [1, ...cell.shape] })[0] ?? null;
}

function typed(list: Json[], dtype: NdArray["dtype"]): Column {
  const values = allocate(dtype, list.length);
  for (const [at, value] of list.entries()) put(values, at, value);
  return { dtype, values };
}

function frame(names: readonly ColumnName[], columns: readonly Column[], rows: number): Frame {
  return { names, columns, rows, zero: rows > 0 ? 0 : undefined };
}
