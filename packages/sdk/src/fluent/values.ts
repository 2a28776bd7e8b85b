import { invalidParameter } from "@millrace/contract";

/** What can be logged as a parameter or set as a tag; objects and arrays must be such as JSON can hold. */
export type LoggedValue = string | number | bigint | boolean | object | null;

/**
 * The text of a parameter or tag. Text stays as it is. Truth values, null and the numbers that are none are written as
 * MLflow's Python client writes them (`True`, `None`, `nan`, `inf`), so that one filter finds the runs of both; objects
 * and arrays are written as JSON, dates as in JSON without the quotes.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what has no such text
 */
export function textOf(key: string, value: LoggedValue): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return numberText(value);
    case "bigint":
      return String(value);
    case "boolean":
      return value ? "True" : "False";
    default:
      return value === null ? "None" : objectText(key, value);
  }
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}

function objectText(key: string, value: object | undefined): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  try {
    const text: unknown = JSON.stringify(value);
    if (typeof text === "string") return text;
  } catch {
    // Said below: circular structures and bigints have no JSON.
  }
  throw invalidParameter(`The value of '${key}' has no text: give text, a number, a truth value, null or plain data.`);
}
