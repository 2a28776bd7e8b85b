import { invalidParameter } from "@millrace/contract";
import { castValue, isTrue } from "./cast.ts";
import { type Dtype, isNumeric, kindOf, sizeOf } from "./dtype.ts";
import { type Json, Real } from "./json.ts";
import { allocate, put, type Values, valueAt } from "./nd-array.ts";
import { Sorts } from "./to-array.ts";

/** A column of a table. */
export interface Column {
  readonly dtype: Dtype;
  readonly values: Values;
}

/** A column of values whose type is not known, with the type that pandas finds for them. */
export function inferColumn(list: Json[]): Column {
  const sorts = new Sorts();
  for (const value of list) sorts.add(value);
  const dtype = columnType(sorts, list);
  return isNumeric(dtype) ? filled(list, dtype) : { dtype, values: list };
}

function columnType(sorts: Sorts, list: readonly Json[]): Dtype {
  const { bool, int, float, text, none, other } = sorts;
  if (other) return "object";
  if (text) return bool || int || hasNumber(list) ? "object" : "str";
  if (bool) return int || float || none ? "object" : "bool";
  if (int && !float && !none) return sorts.integers();
  return int || float ? "float64" : "object";
}

/** A missing value counts as no number beside texts. */
function hasNumber(list: readonly Json[]): boolean {
  return list.some((value) => value instanceof Real || (typeof value === "number" && !Number.isNaN(value)));
}

function filled(list: readonly Json[], dtype: Dtype): Column {
  const values = allocate(dtype, list.length);
  for (let at = 0; at < list.length; at += 1) put(values, at, castValue(list[at] ?? null, dtype));
  return { dtype, values };
}

/**
 * The values of JSON as a column of a type, as pandas first finds and then converts them.
 * @throws MillraceError INVALID_PARAMETER_VALUE for values that can't be converted
 */
export function readColumn(list: Json[], dtype: Dtype): Column {
  if (kindOf(dtype) === "float") return filled(list, dtype);
  return convertColumn(inferColumn(list), dtype);
}

/**
 * A column in another type, as pandas converts it when it is told to.
 * @throws MillraceError INVALID_PARAMETER_VALUE for values that can't be converted
 */
export function convertColumn(column: Column, dtype: Dtype): Column {
  if (column.dtype === dtype) return column;
  if (!isNumeric(dtype)) return { dtype: "object", values: objects(column) };
  const values = allocate(dtype, column.values.length);
  const wraps = isNumeric(column.dtype);
  for (let at = 0; at < values.length; at += 1) {
    const value = valueAt(column, at);
    put(values, at, wraps ? wrapped(value, dtype) : castValue(value, dtype));
  }
  return { dtype, values };
}

function objects(column: Column): Json[] {
  return Array.from({ length: column.values.length }, (_, at) => valueAt(column, at));
}

/** From another type of numbers: integers lose the bits that do not fit, as in C. */
function wrapped(value: Json, dtype: Dtype): Json {
  if (dtype === "bool") return isTrue(value);
  if (kindOf(dtype) === "float" || typeof value === "boolean") return value;
  const number = value instanceof Real ? value.value : value;
  if (typeof number === "bigint") return BigInt.asIntN(sizeOf(dtype) * 8, number);
  if (typeof number === "number" && Number.isFinite(number)) return wholeOf(number, sizeOf(dtype));
  throw invalidParameter("Missing and infinite values can't become integers.");
}

/** What processors make of a float: its whole part, and the least integer for what is beyond all. */
function wholeOf(number: number, size: number): bigint {
  const bits = size > 4 ? 64 : 32;
  const limit = 2 ** (bits - 1);
  return Math.abs(number) < limit ? BigInt(Math.trunc(number)) : -BigInt(limit);
}
