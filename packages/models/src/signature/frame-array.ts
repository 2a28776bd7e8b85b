import { type Dtype, isNumeric, kindOf, sizeOf } from "./dtype.ts";
import type { Frame } from "./frame.ts";
import type { Json } from "./json.ts";
import { allocate, type NdArray, put, valueAt } from "./nd-array.ts";

/** The values of a table as one array, a row each, in the type that holds those of all columns. */
export function arrayOfFrame({ columns, rows }: Frame): NdArray {
  const dtype = columns.map((column) => column.dtype).reduce(commonType, undefined) ?? "float64";
  const width = columns.length;
  const values = allocate(dtype, rows * width);
  for (const [at, column] of columns.entries()) {
    for (let row = 0; row < rows; row += 1) put(values, row * width + at, cell(column, row, dtype));
  }
  return { dtype, shape: [rows, width], values };
}

function cell(column: Frame["columns"][number], row: number, dtype: Dtype): Json {
  const value = column.values[row] ?? null;
  return isNumeric(dtype) ? value : valueAt(column, row);
}

/** The type that holds the values of two, as NumPy promotes them; of truth values and numbers there is none. */
function commonType(one: Dtype | undefined, other: Dtype): Dtype {
  if (one === undefined) return other === "str" ? "object" : other;
  if (one === other) return one;
  const kinds = new Set([kindOf(one), kindOf(other)]);
  if (kinds.has("object") || kinds.has("str") || kinds.has("bool")) return "object";
  if (kinds.size === 1) return sizeOf(one) > sizeOf(other) ? one : other;
  if (!kinds.has("float")) return signedFor(one, other);
  const [float, integer] = kindOf(one) === "float" ? [one, other] : [other, one];
  const needed = sizeOf(integer) === 1 ? 2 : sizeOf(integer) === 2 ? 4 : 8;
  return sizeOf(float) >= needed ? float : needed === 4 ? "float32" : "float64";
}

function signedFor(one: Dtype, other: Dtype): Dtype {
  const [unsigned, signed] = kindOf(one) === "uint" ? [one, other] : [other, one];
  if (sizeOf(signed) > sizeOf(unsigned)) return signed;
  const wider: Readonly<Record<number, Dtype>> = { 1: "int16", 2: "int32", 4: "int64" };
  return wider[sizeOf(unsigned)] ?? "float64";
}
