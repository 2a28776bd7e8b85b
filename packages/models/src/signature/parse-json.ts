import { parseJson } from "@millrace/contract";
import type { Json } from "./json.ts";
import { scanJson } from "./scan-json.ts";

/** A whole number that may be written as a real one. */
const MAYBE_REAL = /\.0*(?!\d)|\d[eE]/;

/** An integer that has no sign in Python, and would have one in JavaScript. */
const MINUS_ZERO = /-0(?![\d.eE])/;

/**
 * Parses JSON as Python does: with NaN, Infinity and -Infinity, and integers exact.
 * @param isTyped whether the model says which numbers are integers; otherwise it matters how they are written
 * @throws SyntaxError for what is no JSON, or lists within lists without end
 */
export function parseBody(text: string, isTyped: boolean): Json {
  if ((isTyped || !MAYBE_REAL.test(text)) && !MINUS_ZERO.test(text)) {
    try {
      // Its numbers, lists and objects are all that JSON has.
      return parseJson(text) as Json;
    } catch (error) {
      if (!text.includes("NaN") && !text.includes("Infinity")) throw error;
    }
  }
  return scanJson(text);
}
