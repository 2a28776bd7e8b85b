import { type Json, Real } from "./json.ts";

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const INTEGER = /^[+-]?\d+(?:_\d+)*$/;
const NOT_FINITE = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i;

/** The number that Python's `float` reads in a text; undefined when it reads none. */
export function floatOfText(text: string): number | undefined {
  const trimmed = text.trim();
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll("_", ""));
  const found = NOT_FINITE.exec(trimmed);
  if (found === null) return undefined;
  if (found[2] !== undefined) return Number.NaN;
  return found[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The integer that Python's `int` reads in a text; undefined when it reads none. */
export function integerOfText(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (!INTEGER.test(trimmed)) return undefined;
  return BigInt(trimmed.replaceAll("_", "").replace(/^\+/, ""));
}

/** A float as Python prints it: the shortest text that reads back as the same, never without a point or an exponent. */
export function floatText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return Object.is(value, -0) ? "-0.0" : `${value}.0`;
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits}e${exponent[0] ?? "+"}${exponent.slice(1).padStart(2, "0")}`;
}

/** A value as Python's `str` writes it. */
export function textOfValue(value: Json): string {
  if (typeof value === "string") return value;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof Real) return floatText(value.value);
  if (typeof value === "number" && !Number.isInteger(value)) return floatText(value);
  if (Array.isArray(value)) return `[${value.map(quoted).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${quoted(name)}: ${quoted(inner)}`)
    .join(", ")}}`;
}

function quoted(value: Json): string {
  return typeof value === "string" ? `'${value}'` : textOfValue(value);
}
