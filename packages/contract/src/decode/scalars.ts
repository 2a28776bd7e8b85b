import { invalidParameter, type MillraceError } from "../errors.ts";
import { type Int64, toInt64 } from "../int64.ts";
import { type Path, showPath } from "./path.ts";
import { isStorable } from "./storable.ts";
import { showValue } from "./show-value.ts";

/** Reads one JSON value into the type of a field; gives `undefined` for "no value"; throws INVALID_PARAMETER_VALUE. */
export type Reader = (value: unknown, path: Path) => unknown;

const INTEGER = /^[+-]?\d{1,20}$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const NON_FINITE = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** The refusal of a value of the wrong type or form. */
export function wrongValue(path: Path, value: unknown, expected: string): MillraceError {
  return invalidParameter(`Parameter '${showPath(path)}' has the value ${showValue(value)}; expected ${expected}.`);
}

/** Reads text; numbers and other types are refused, as protobuf does. */
export const readText: Reader = (value, path) => {
  if (typeof value !== "string") throw wrongValue(path, value, "a string");
  if (isStorable(value)) return value;
  throw wrongValue(path, value, "text without NUL characters and halves of surrogate pairs");
};

/** Reads an integer of the given range from a number or a decimal string. */
export function integerReader(low: bigint, high: bigint): Reader {
  return (value, path): Int64 => {
    const integer = asInteger(value);
    if (integer !== undefined && integer >= low && integer <= high) return toInt64(integer);
    throw wrongValue(path, value, `an integer from ${low} to ${high}`);
  };
}

function asInteger(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : undefined;
  return typeof value === "string" && INTEGER.test(value) ? BigInt(value.replace(/^\+/, "")) : undefined;
}

/** Reads a double from a number, a numeric string, or "NaN", "Infinity", "-Infinity". */
export const readDouble: Reader = (value, path) => {
  if (typeof value === "string" && NON_FINITE.has(value)) return NON_FINITE.get(value);
  const double = asDouble(value);
  // Numbers such as 1e400 are no doubles.
  if (Number.isFinite(double)) return double;
  throw wrongValue(path, value, 'a number, "NaN", "Infinity" or "-Infinity"');
};

function asDouble(value: unknown): number {
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  return typeof value === "string" && DECIMAL.test(value) ? Number(value) : Number.NaN;
}

/** Reads `true` or `false`; as text in any case, since query strings have no other form. */
export const readBool: Reader = (value, path) => {
  if (typeof value === "boolean") return value;
  const lower = typeof value === "string" ? value.toLowerCase() : "";
  if (lower === "true" || lower === "false") return lower === "true";
  throw wrongValue(path, value, "true or false");
};

/** Reads a named value by name or number. An unknown name counts as absent, as protobuf has it; an unknown number not. */
export function namedReader(numbers: Readonly<Record<string, number>>): Reader {
  const byNumber = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
  return (value, path) => {
    if (typeof value === "string" && !INTEGER.test(value)) return Object.hasOwn(numbers, value) ? value : undefined;
    const name = typeof value === "string" || typeof value === "number" ? byNumber.get(Number(value)) : undefined;
    if (name === undefined) throw wrongValue(path, value, `one of ${Object.keys(numbers).join(", ")}`);
    return name;
  };
}
