/** A JSON value. What a JavaScript number or JSON itself can't hold stands as a `Token`. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The key of an object that stands for an integer beyond 2^53 or for Python's bare `NaN`, which is not JSON. */
export const TOKEN = "$token";

const QUOTED = String.raw`("(?:[^"\\]|\\.)*")`;
const BARE_NUMBER = "-?Infinity|NaN";
const LARGE_INTEGER = String.raw`(?<![\d.eE+-])-?\d{16,}(?![\d.eE])`;
const INEXACT = new RegExp(`${QUOTED}|(?:${BARE_NUMBER}|${LARGE_INTEGER})`, "g");

/** Parses JSON so that no value is changed by it. Throws a SyntaxError for what is not JSON, bare numbers aside. */
export function parseJson(text: string): Json {
  const marked = text.replace(INEXACT, (token: string, quoted: string | undefined) =>
    quoted === undefined ? `{"${TOKEN}":"${token}"}` : token,
  );
  return JSON.parse(marked) as Json;
}

/** Whether a value is an object, not a list. */
export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
