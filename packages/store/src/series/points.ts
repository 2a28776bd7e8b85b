import type { Int64 } from "@millrace/contract";

/**
 * A column of 64-bit integers: a `Float64Array` when every element is a safe integer (exact, and the fastest to work
 * with), otherwise a `BigInt64Array`.
 */
export type Int64Column = Float64Array | BigInt64Array;

/** The points of one metric as columns of equal length, sorted by step, then timestamp (ms), then value. */
export interface PointColumns {
  readonly steps: Int64Column;
  readonly timestamps: Int64Column;
  readonly values: Float64Array;
}

/** Builds a column from single integers. A number must be a safe integer; a bigint must fit 64 signed bits. */
export function int64Column(values: readonly Int64[]): Int64Column {
  const numbers = new Float64Array(values.length);
  for (const [index, value] of values.entries()) {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) return BigInt64Array.from(values, BigInt);
    numbers[index] = number + 0;
  }
  return numbers;
}

/** One element of a column: a number when it is a safe integer, else a bigint. Throws outside the column. */
export function int64At(column: Int64Column, index: number): Int64 {
  const value = column[index];
  if (value === undefined) throw new RangeError(`Index ${index} is outside a column of ${column.length}.`);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The same integers in the column's rule: a `Float64Array` where all of them are safe. */
export function narrowColumn(column: Int64Column): Int64Column {
  if (column instanceof Float64Array) return column;
  const numbers = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const number = Number(column[i]);
    if (!Number.isSafeInteger(number)) return column;
    numbers[i] = number;
  }
  return numbers;
}

/** The same integers as 64-bit ones. */
export function widenColumn(column: Int64Column): BigInt64Array {
  return column instanceof BigInt64Array ? column : BigInt64Array.from(column, BigInt);
}

/** The elements at the given indices, in that order. */
export function gatherColumn(column: Int64Column, indices: Uint32Array): Int64Column {
  if (column instanceof Float64Array) return gatherFloats(column, indices);
  const gathered = new BigInt64Array(indices.length);
  for (let i = 0; i < indices.length; i++) gathered[i] = column[indices[i] ?? 0] ?? 0n;
  return narrowColumn(gathered);
}

/** The numbers at the given indices, in that order. */
export function gatherFloats(column: Float64Array, indices: Uint32Array): Float64Array {
  const gathered = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) gathered[i] = column[indices[i] ?? 0] ?? 0;
  return gathered;
}

/** All columns one after the other. */
export function concatColumns(columns: readonly Int64Column[]): Int64Column {
  const narrow = columns.filter((column) => column instanceof Float64Array);
  if (narrow.length === columns.length) return concatFloats(narrow);
  const wide = columns.map(widenColumn);
  const joined = new BigInt64Array(totalLength(wide));
  let at = 0;
  for (const column of wide) {
    joined.set(column, at);
    at += column.length;
  }
  return narrowColumn(joined);
}

/** All columns of numbers one after the other. */
export function concatFloats(columns: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(totalLength(columns));
  let at = 0;
  for (const column of columns) {
    joined.set(column, at);
    at += column.length;
  }
  return joined;
}

/** The points of several blocks one after the other; the caller gives them in the order of their steps. */
export function concatPoints(blocks: readonly PointColumns[]): PointColumns {
  return {
    steps: concatColumns(blocks.map((block) => block.steps)),
    timestamps: concatColumns(blocks.map((block) => block.timestamps)),
    values: concatFloats(blocks.map((block) => block.values)),
  };
}

/** The points at the given indices, in that order. */
export function gatherPoints({ steps, timestamps, values }: PointColumns, indices: Uint32Array): PointColumns {
  return {
    steps: gatherColumn(steps, indices),
    timestamps: gatherColumn(timestamps, indices),
    values: gatherFloats(values, indices),
  };
}

/** The points from index `start` up to, not including, `end`: views, nothing is copied. */
export function slicePoints(points: PointColumns, start: number, end: number): PointColumns {
  return {
    steps: points.steps.subarray(start, end),
    timestamps: points.timestamps.subarray(start, end),
    values: points.values.subarray(start, end),
  };
}

/** The index of the first element of an ascending column that is ≥ `bound`; the column's length if there is none. */
export function lowerBound(column: Int64Column, bound: Int64): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index after the last element of an ascending column that is ≤ `bound`; 0 if there is none. */
export function upperBound(column: Int64Column, bound: Int64): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function totalLength(columns: readonly { readonly length: number }[]): number {
  return columns.reduce((sum, column) => sum + column.length, 0);
}
