import { Real } from "./json.ts";
import { floatText } from "./python-text.ts";

const NOT_ASCII = /[\u007f-\uffff]/g;

/** A text as Python's `json` writes it: in ASCII. */
export function textJson(text: string): string {
  return JSON.stringify(text).replace(NOT_ASCII, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A float as Python's `json` writes it: what is not finite by its name. */
export function floatJson(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/**
 * A value of JavaScript as Python's `json` would write it; the numbers of typed arrays of floats as floats.
 * @throws TypeError for a value that refers to itself
 */
export function valueJson(value: unknown, above: readonly object[] = []): string {
  if (typeof value === "number") return Number.isInteger(value) ? String(value + 0) : floatJson(value);
  if (typeof value === "string") return textJson(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return "null";
  if (above.includes(value)) throw new TypeError("The model's predictions refer to themselves.");
  return objectJson(value, [...above, value]);
}

function objectJson(value: object, above: readonly object[]): string {
  if (value instanceof Real) return floatJson(value.value);
  if (Array.isArray(value)) return `[${value.map((item: unknown) => valueJson(item, above)).join(", ")}]`;
  if (isNumbers(value)) return `[${Array.from(value, writerOf(value)).join(", ")}]`;
  if (value instanceof Date) return textJson(value.toISOString());
  const entries: [string, unknown][] =
    value instanceof Map ? [...value].map(([name, inner]) => [String(name), inner]) : Object.entries(value);
  const written = entries.flatMap(([name, inner]) =>
    inner === undefined || typeof inner === "function" ? [] : [`${textJson(name)}: ${valueJson(inner, above)}`],
  );
  return `{${written.join(", ")}}`;
}

function isNumbers(value: object): value is Float64Array | BigInt64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function writerOf(values: object): (value: number | bigint) => string {
  const isFloats = values instanceof Float64Array || values instanceof Float32Array || values instanceof Float16Array;
  return isFloats ? (value) => floatJson(Number(value)) : String;
}
