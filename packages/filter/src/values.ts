import { INT64_MAX, INT64_MIN, type MillraceError, toInt64 } from "@millrace/contract";
import { shortened, type Source, syntaxError } from "./excerpt.ts";
import type { ValueType } from "./grammar.ts";
import { decodeListText } from "./list-text.ts";
import type { Literal } from "./syntax.ts";
import type { Scalar } from "./tree.ts";

/** What a value of each type looks like, for messages. */
const WANTED: Readonly<Record<ValueType, string>> = {
  text: "a text in single or double quotes",
  loose: "a text in single or double quotes",
  number: "a number without quotes",
  time: "a number of milliseconds without quotes",
  integer: "a whole number of milliseconds without quotes",
  id: "an id in quotes, such as '12'",
  count: "a whole number",
};

const WHOLE = /^-?\d+$/;
const ID = /^\s*[+-]?\d+\s*$/;

/**
 * The value of a literal for a field of this type. In a list, backslashes in texts have Python's meaning, because
 * clients write lists with Python's repr; elsewhere they stand for themselves. Throws INVALID_PARAMETER_VALUE.
 */
export function toScalar(source: Source, type: ValueType, literal: Literal, inList: boolean): Scalar {
  switch (type) {
    case "loose":
      return isBare(literal, inList) ? literal.text : toText(source, type, literal, inList);
    case "text":
      return toText(source, type, literal, inList);
    case "id":
      return toId(source, toText(source, type, literal, inList), literal);
    case "count":
      return literal.kind === "string" ? toCount(source, literal.body, literal) : toNumber(source, type, literal);
    default:
      return toNumber(source, type, literal);
  }
}

/** Text without quotes: in a list only numbers can lack them. */
function isBare(literal: Literal, inList: boolean): literal is Exclude<Literal, { kind: "string" }> {
  return literal.kind === "number" || (literal.kind === "word" && !inList);
}

function toText(source: Source, type: ValueType, literal: Literal, inList: boolean): string {
  if (literal.kind !== "string") throw wrongValue(source, type, literal);
  return inList ? decodeListText(source, literal) : literal.body;
}

function toNumber(source: Source, type: ValueType, literal: Literal): Scalar {
  if (literal.kind !== "number") throw wrongValue(source, type, literal);
  if (type === "number") return Number(literal.text);
  if (WHOLE.test(literal.text)) return toWhole(literal.text);
  if (type === "integer" || type === "count") throw wrongValue(source, type, literal);
  return Number(literal.text);
}

function toWhole(text: string): Scalar {
  const value = BigInt(text);
  return value < INT64_MIN || value > INT64_MAX ? Number(text) : toInt64(value);
}

function toCount(source: Source, text: string, literal: Literal): Scalar {
  if (!ID.test(text)) throw wrongValue(source, "count", literal);
  return toWhole(text.trim().replace(/^\+/, ""));
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
