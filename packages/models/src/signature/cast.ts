import { invalidParameter, showValue } from "@millrace/contract";
import { type Dtype, kindOf } from "./dtype.ts";
import { isObject, type Json, Real } from "./json.ts";
import { floatOfText, integerOfText, textOfValue } from "./python-text.ts";

/**
 * A single value of JSON as a value of a type, as NumPy takes it from Python.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what the type can't hold
 */
export function castValue(value: Json, dtype: Dtype): Json {
  switch (kindOf(dtype)) {
    case "float":
      return floatOf(value);
    case "int":
    case "uint":
      return checkRange(integerOf(value), dtype);
    case "bool":
      return isTrue(value);
    case "str":
      return textOfValue(value);
    case "object":
      return value;
  }
}

function floatOf(value: Json): number {
  if (typeof value === "number") return value;
  if (value === null) return Number.NaN;
  if (value instanceof Real) return value.value;
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "bigint") return floatOfInteger(value);
  const number = typeof value === "string" ? floatOfText(value) : undefined;
  if (number === undefined) throw invalidParameter(`${show(value)} is no number.`);
  return number;
}

function floatOfInteger(value: bigint): number {
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  throw invalidParameter("An integer is too large to become a float.");
}

function integerOf(value: Json): number | bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return Number(value);
  const number = value instanceof Real ? value.value : value;
  if (typeof number === "number" && Number.isFinite(number)) {
    const whole = Math.trunc(number);
    return Number.isSafeInteger(whole) ? whole : BigInt(whole);
  }
  const read = typeof value === "string" ? integerOfText(value) : undefined;
  if (read === undefined) throw invalidParameter(`${show(value)} is no integer.`);
  return read;
}

const BITS = /\d+$/;

function checkRange(value: number | bigint, dtype: Dtype): number | bigint {
  const bits = BigInt(BITS.exec(dtype)?.[0] ?? 64);
  const isSigned = kindOf(dtype) === "int";
  const end = 1n << (isSigned ? bits - 1n : bits);
  if (value >= (isSigned ? -end : 0n) && value < end) return value;
  throw invalidParameter(`${value} is too large or too small for the type ${dtype}.`);
}

/** Whether Python takes a value for true. */
export function isTrue(value: Json): boolean {
  if (value instanceof Real) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  // What is not a number counts as true in Python.
  return typeof value === "number" ? value !== 0 : Boolean(value);
}

function show(value: Json): string {
  return typeof value === "string" ? showValue(value) : showValue(textOfValue(value));
}
