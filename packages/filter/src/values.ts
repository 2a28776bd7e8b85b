import { INT64_MAX, INT64_MIN, type MillraceError, toInt64 } from "@millrace/contract";
import { shortened, type Source, syntaxError } from "./excerpt.ts";
import type { ValueType } from "./grammar.ts";
import { decodeListText } from "./list-text.ts";
import type { Literal } from "./syntax.ts";
import type { Scalar } from "./tree.ts";

/** What a value of each type looks like, for messages. */
const WANTED: Readonly<Record<ValueType, string>> = {
  text: "a text in single or double quotes",
  number: "a number without quotes",
  time: "a number of milliseconds without quotes",
  integer: "a whole number of milliseconds without quotes",
  id: "an id in quotes, such as '12'",
};

const WHOLE = /^-?\d+$/;
const ID = /^\s*[+-]?\d+\s*$/;

/**
 * The value of a literal for a field of this type. In a list, backslashes in texts have Python's meaning, because
 * clients write lists with Python's repr; elsewhere they stand for themselves. Throws INVALID_PARAMETER_VALUE.
 */
export function toScalar(source: Source, type: ValueType, literal: Literal, inList: boolean): Scalar {
  if (type === "text" || type === "id") {
    if (literal.kind !== "string") throw wrongValue(source, type, literal);
    const text = inList ? decodeListText(source, literal) : literal.body;
    return type === "text" ? text : toId(source, text, literal);
  }
  if (literal.kind !== "number") throw wrongValue(source, type, literal);
  if (type === "number") return Number(literal.text);
  if (WHOLE.test(literal.text)) return toWhole(literal.text);
  if (type === "integer") throw wrongValue(source, type, literal);
  return Number(literal.text);
}

function toWhole(text: string): Scalar {
  const value = BigInt(text);
  return value < INT64_MIN || value > INT64_MAX ? Number(text) : toInt64(value);
}

function toId(source: Source, text: string, literal: Literal): Scalar {
  if (!ID.test(text)) throw wrongValue(source, "id", literal);
  const value = BigInt(text.trim().replace(/^\+/, ""));
  if (value < INT64_MIN || value > INT64_MAX) throw syntaxError(source, literal.start, "this id is too large");
  return toInt64(value);
}

function wrongValue(source: Source, type: ValueType, literal: Literal): MillraceError {
  const found =
    literal.kind === "string" ? literal.quote + shortened(literal.body) + literal.quote : shortened(literal.text);
  return syntaxError(source, literal.start, `expected ${WANTED[type]}, found ${found}`);
}
