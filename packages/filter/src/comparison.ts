import type { Cursor } from "./cursor.ts";
import type { Literal, Path, SyntaxComparison } from "./syntax.ts";
import type { ListOperator, NullOperator, Operator, PatternOperator } from "./tree.ts";

const PATTERN_OPERATORS: readonly PatternOperator[] = ["like", "ilike", "rlike"];

/** Reads the operator and the value that follow a field. Throws INVALID_PARAMETER_VALUE. */
export function parseComparison(cursor: Cursor, path: Path): SyntaxComparison {
  const { start } = cursor.token;
  const nullOperator = takeNullOperator(cursor);
  if (nullOperator !== undefined) return compare(path, nullOperator, start, []);
  const listOperator = takeListOperator(cursor);
  if (listOperator !== undefined) return compare(path, listOperator, start, takeList(cursor));
  const pattern = PATTERN_OPERATORS.find((operator) => cursor.takeKeyword(operator));
  if (pattern !== undefined) return compare(path, pattern, start, [takeValue(cursor)]);
  const { token } = cursor;
  if (token.kind !== "sign") throw cursor.expected("an operator such as = != < > LIKE IN or IS NULL");
  cursor.take();
  return compare(path, token.text, start, [takeValue(cursor)]);
}

function compare(path: Path, op: Operator, opStart: number, literals: readonly Literal[]): SyntaxComparison {
  return { kind: "compare", path, op, opStart, literals };
}

function takeNullOperator(cursor: Cursor): NullOperator | undefined {
  if (!cursor.takeKeyword("is")) return undefined;
  const negated = cursor.takeKeyword("not");
  if (!cursor.takeKeyword("null")) throw cursor.expected(negated ? "NULL" : "NULL or NOT NULL");
  return negated ? "is not null" : "is null";
}

function takeListOperator(cursor: Cursor): ListOperator | undefined {
  if (cursor.takeKeyword("in")) return "in";
  if (!cursor.takeKeyword("not")) return undefined;
  if (!cursor.takeKeyword("in")) throw cursor.expected("IN", "; to negate another comparison put NOT before its field");
  return "not in";
}

/** A list in round brackets; a comma may follow the last value. */
function takeList(cursor: Cursor): Literal[] {
  if (!cursor.takeKind("(")) throw cursor.expected("a list in round brackets");
  const literals = [takeValue(cursor)];
  while (!cursor.takeKind(")")) {
    if (!cursor.takeKind(",")) throw cursor.expected("a comma or a closing bracket");
    if (cursor.takeKind(")")) break;
    literals.push(takeValue(cursor));
  }
  return literals;
}

function takeValue(cursor: Cursor): Literal {
  const { token } = cursor;
  const { start } = token;
  if (token.kind === "quoted" && token.quote !== "`") {
    cursor.take();
    return { kind: "string", start, quote: token.quote, body: token.body };
  }
  if (token.kind === "number" || token.kind === "word") {
    cursor.take();
    return { kind: token.kind, start, text: token.text };
  }
  const hint = token.kind === "sign" ? "; the operators are = != < <= > >=" : "";
  throw cursor.expected("a number or a text in single or double quotes", hint);
}
