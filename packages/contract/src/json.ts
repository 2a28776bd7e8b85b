import { toInt64 } from "./int64.ts";

/** What JSON can say. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/**
 * An integer that a double may not hold exactly, at a place where JSON can have one. Text inside strings may look the
 * same: it only parses slower.
 */
const MAYBE_BIG = /[:,[\s-]\d{16}/;
const STARTS_BIG = /^\d{16}/;
const INTEGER = /^-?\d+$/;

/** The third argument of a reviver, which the language has and TypeScript's library does not declare yet. */
interface SourceContext {
  readonly source?: string;
}

/**
 * Parses JSON with integers exact: an integer beyond 2^53 becomes a `bigint`.
 * @throws SyntaxError on text that is not JSON.
 */
export function parseJson(text: string): unknown {
  if (!MAYBE_BIG.test(text) && !STARTS_BIG.test(text)) return JSON.parse(text);
  return JSON.parse(text, exactNumber);
}

function exactNumber(this: unknown, _key: string, value: unknown, context?: SourceContext): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && INTEGER.test(source) ? toInt64(BigInt(source)) : value;
}

/** Writes JSON; a `bigint` becomes an integer literal. Non-finite numbers must have been turned into strings before. */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, rawBigint);
  }
}

function rawBigint(_key: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  // Engines without JSON.rawJSON get the string form, which every protobuf JSON reader takes for a 64-bit integer.
  return hasRawJson(JSON) ? JSON.rawJSON(value.toString()) : value.toString();
}

function hasRawJson(json: object): json is { rawJSON(text: string): unknown } {
  return "rawJSON" in json;
}
