import { invalidParameter } from "@millrace/contract";
import { type Column, readColumn } from "./column.ts";
import { type Dtype, isNumeric } from "./dtype.ts";
import type { Frame } from "./frame.ts";
import type { Json } from "./json.ts";
import { countOf, type NdArray } from "./nd-array.ts";
import type { TensorSpec } from "./schema.ts";
import { toArray } from "./to-array.ts";

/**
 * Checks the shape and the type of an array, and gives it.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function enforceTensor(array: NdArray, { dtype, shape }: TensorSpec): NdArray {
  if (shape.length === 1 && shape[0] === -1 && dtype === "object") return array;
  const fits =
    shape.length === array.shape.length && shape.every((length, at) => length === -1 || length === array.shape[at]);
  if (!fits)
    throw invalidParameter(`The shape of the input is ${show(array.shape)}, and the model takes ${show(shape)}.`);
  if (!isSameType(array.dtype, dtype)) {
    throw invalidParameter(`The type of the input is ${array.dtype}, and the model takes ${dtype}.`);
  }
  return array;
}

function isSameType(dtype: Dtype, wanted: Dtype): boolean {
  return dtype === wanted;
}

function show(shape: readonly number[]): string {
  return `(${shape.join(", ")})`;
}

/**
 * A column of a table as a tensor: of single values, or of lists that are a row each.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function tensorOfColumn(column: Column, zero: number | undefined, spec: TensorSpec): NdArray {
  const { shape } = spec;
  if (shape[0] !== -1 || shape.indexOf(-1, 1) !== -1) {
    throw invalidParameter(`A column can't have the shape ${show(shape)}; send the tensor as inputs.`);
  }
  // MLflow looks at the row that the index calls 0, and fails when there is none.
  const first = zero === undefined ? undefined : column.values[zero];
  if (first === undefined) throw invalidParameter("The column has no row with the index 0.");
  if (Array.isArray(first) && isScalar(first[0] ?? null)) return tensorOfLists(column, spec);
  const isFlat = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!isFlat || !isScalar(first))
    throw invalidParameter(`The values of the column do not have the shape ${show(shape)}.`);
  const { dtype, values } = isNumeric(spec.dtype) && column.dtype !== spec.dtype ? cast(column, spec.dtype) : column;
  const rows = values.length;
  return enforceTensor({ dtype, shape: shape.length === 1 ? [rows] : [rows, 1], values }, spec);
}

function cast(column: Column, dtype: Dtype): Column {
  return readColumn(Array.from(column.values), dtype);
}

function isScalar(value: Json): boolean {
  return typeof value !== "object";
}

function tensorOfLists({ values }: Column, spec: TensorSpec): NdArray {
  const rows: Json[] = Array.from(values);
  const { shape: given, values: flat } = toArray(rows, undefined);
  const row = countOf(spec.shape.slice(1));
  // Rows may come as lists within lists, or flat.
  if (countOf(given) !== rows.length * row)
    throw invalidParameter(`The lists of the column do not have the shape ${show(spec.shape)}.`);
  const { dtype, values: cells } = toArray(Array.from(flat), spec.dtype);
  return { dtype, shape: [rows.length, ...spec.shape.slice(1)], values: cells };
}

/**
 * A table of single values as one tensor, a row each.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function tensorOfFrame({ columns, rows, zero }: Frame, spec: TensorSpec, whole: () => NdArray): NdArray {
  const [first] = columns;
  if (first === undefined || rows === 0) throw invalidParameter("The table is empty.");
  if (columns.length === 1) return tensorOfColumn(first, zero, spec);
  const { shape } = spec;
  if (shape.length !== 2 || shape[0] !== -1 || shape[1] !== columns.length) {
    throw invalidParameter(`A table of ${columns.length} columns can't have the shape ${show(shape)}.`);
  }
  return enforceTensor(whole(), spec);
}
