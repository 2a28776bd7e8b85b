import { invalidParameter } from "@millrace/contract";

/**
 * Writes JSON as MLflow's readers take it: integers of any size exact, dates in ISO form, null for numbers that are not
 * finite and for what is undefined in a list.
 * @param path of the artifact, for errors
 * @throws MillraceError INVALID_PARAMETER_VALUE for data that has no JSON form
 */
export function jsonText(data: unknown, path: string, indent = 0): string {
  let text: string | undefined;
  let reason = "it is a function or undefined";
  try {
    text = JSON.stringify(data, jsonValue, indent);
  } catch (error) {
    reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
  if (text !== undefined) return text;
  throw invalidParameter(`The data for '${path}' can't be written as JSON (${reason}); give plain data.`);
}

function jsonValue(_key: string, value: unknown): unknown {
  // Engines without JSON.rawJSON write the number as text.
  if (typeof value === "bigint") return hasRawJson(JSON) ? JSON.rawJSON(value.toString()) : value.toString();
  return ArrayBuffer.isView(value) && isIterable(value) ? Array.from(value) : value;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

/** The language has it, TypeScript's library does not declare it yet. */
function hasRawJson(json: object): json is { rawJSON(text: string): unknown } {
  return "rawJSON" in json;
}
