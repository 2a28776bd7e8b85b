import { type Dtype, isNumeric, type NumericType, TYPED } from "./dtype.ts";
import { type Json, Real } from "./json.ts";

/** The values of an array, the last dimension fastest: typed for numbers and truth values, else a list. */
export type Values = InstanceType<(typeof TYPED)[NumericType]> | Json[];

/** An array of one type, as NumPy has it. */
export interface NdArray {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly values: Values;
}

/** How many values an array of this shape has. */
export function countOf(shape: readonly number[]): number {
  let count = 1;
  for (const length of shape) count *= length;
  return count;
}

/** Room for values of a type. */
export function allocate(dtype: Dtype, count: number): Values {
  return isNumeric(dtype) ? new TYPED[dtype](count) : Array.from({ length: count }, () => null);
}

/** Sets a value that has the array's type already. */
export function put(values: Values, at: number, value: Json): void {
  if (Array.isArray(values)) values[at] = value;
  else if (values instanceof BigInt64Array || values instanceof BigUint64Array) values[at] = bigOf(value);
  else values[at] = value instanceof Real ? value.value : Number(value);
}

function bigOf(value: Json): bigint {
  return typeof value === "bigint" ? value : BigInt(Math.trunc(value instanceof Real ? value.value : Number(value)));
}

/** The value at a place, such as a value of JSON that Python would read back as the same. */
export function valueAt({ dtype, values }: Pick<NdArray, "dtype" | "values">, at: number): Json {
  const value = values[at];
  if (value === undefined) return null;
  if (dtype === "bool") return value === 1;
  if (dtype.startsWith("float") && typeof value === "number" && Number.isInteger(value)) return new Real(value);
  return value;
}

/** An array as lists within lists, in the values of JavaScript. */
export function toLists({ dtype, shape, values }: NdArray): unknown {
  const build = (depth: number, from: number, count: number): unknown => {
    const length = shape[depth];
    if (length === undefined) return plainOf(dtype === "bool" ? values[from] === 1 : values[from]);
    const each = length === 0 ? 0 : count / length;
    return Array.from({ length }, (_, at) => build(depth + 1, from + at * each, each));
  };
  return build(0, 0, values.length);
}

/** A value as JavaScript has it: a whole real is a number, an integer a number as long as one can hold it. */
export function plainOf(value: unknown): unknown {
  if (value instanceof Real) return value.value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainOf(inner)]));
}

/** An array of numbers in another type of numbers, as C converts them. */
export function convertArray({ dtype, shape, values }: NdArray, to: NumericType): NdArray {
  if (dtype === to) return { dtype, shape, values };
  const made = allocate(to, values.length);
  for (let at = 0; at < values.length; at += 1) put(made, at, values[at] ?? 0);
  return { dtype: to, shape, values: made };
}
