import type { Cursor } from "./cursor.ts";
import type { QuotedToken, Token, WordToken } from "./lexer.ts";
import type { Path } from "./syntax.ts";

/** Whether a path can begin with the next token: a name that is no keyword of logic, or a quoted one. */
export function startsPath(token: Token): token is WordToken | QuotedToken {
  if (token.kind === "quoted") return token.quote !== "'";
  return token.kind === "word" && !["and", "or", "not"].includes(token.text.toLowerCase());
}

/** Reads a field. Throws INVALID_PARAMETER_VALUE where none is. */
export function parsePath(cursor: Cursor): Path {
  const head = cursor.token;
  if (!startsPath(head)) {
    const hint = cursor.token.kind === "quoted" ? "; quote names with backticks or double quotes" : "";
    throw cursor.expected("a field such as metrics.accuracy or tags.`my tag`", hint);
  }
  cursor.take();
  return head.kind === "quoted" ? afterQuotedHead(cursor, head) : afterWord(cursor, head);
}

/** `` `metrics`.… `` is the namespace in backticks; any other quoted head is a whole name. */
function afterQuotedHead(cursor: Cursor, head: QuotedToken): Path {
  const next = cursor.token;
  if (next.kind !== "word" || next.start !== head.end || !next.text.startsWith(".")) {
    return { ...bare(head.start, head.body), quoted: true };
  }
  if (head.quote !== "`") throw cursor.fail(head.start, "put only the part after the dot in quotes");
  cursor.take();
  return keyed(cursor, head.start, head.body, next.start + 1, next.text.slice(1));
}

function afterWord(cursor: Cursor, { start, text }: WordToken): Path {
  const dot = text.indexOf(".");
  if (dot === -1) return bare(start, text);
  return keyed(cursor, start, text.slice(0, dot), start + dot + 1, text.slice(dot + 1));
}

function keyed(cursor: Cursor, start: number, namespace: string, keyStart: number, key: string): Path {
  const next = cursor.token;
  const adjacent = next.kind === "quoted" && next.start === keyStart + key.length;
  if (!adjacent) {
    if (key === "") throw cursor.fail(keyStart, `expected a key right after '${namespace}.'`);
    return { start, keyStart, namespace, key, quoted: false, suffix: undefined };
  }
  if (key !== "") throw cursor.fail(next.start, "put the whole key in quotes, or none of it");
  cursor.take();
  if (next.body === "") throw cursor.fail(next.start, "the key between the quotes is empty");
  const suffix = suffixAfter(cursor, next);
  return { start, keyStart, namespace, key: next.body, quoted: true, suffix };
}

function suffixAfter(cursor: Cursor, key: QuotedToken): string | undefined {
  const next = cursor.token;
  if (next.kind !== "word" || next.start !== key.end || !next.text.startsWith(".")) return undefined;
  cursor.take();
  return next.text.slice(1);
}

function bare(start: number, key: string): Path {
  return { start, keyStart: start, namespace: undefined, key, quoted: false, suffix: undefined };
}
