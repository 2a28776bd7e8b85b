import { invalidParameter } from "@millrace/contract";
import { resolve } from "./check.ts";
import { Cursor } from "./cursor.ts";
import type { Source } from "./excerpt.ts";
import type { Grammar } from "./grammar.ts";
import { parsePath } from "./path.ts";
import type { OrderTerm } from "./tree.ts";

/** The most items of an order_by list. */
export const MAX_ORDER_TERMS = 100;

/** The longest item of an order_by list, in UTF-16 units. */
const MAX_ITEM_LENGTH = 1_000;

/**
 * Reads an order_by list: each item is a field with an optional ASC (the default) or DESC. A field that is named
 * again changes nothing and is left out. Throws INVALID_PARAMETER_VALUE.
 */
export function parseOrder<Field>(grammar: Grammar<Field>, items: readonly string[]): OrderTerm<Field>[] {
  if (items.length > MAX_ORDER_TERMS) {
    throw invalidParameter(`order_by has ${items.length} items; at most ${MAX_ORDER_TERMS} are allowed.`);
  }
  const terms = new Map<string, OrderTerm<Field>>();
  for (const item of items) {
    const term = parseTerm(grammar, item);
    const key = JSON.stringify(term.field);
    if (!terms.has(key)) terms.set(key, term);
  }
  return [...terms.values()];
}

function parseTerm<Field>(grammar: Grammar<Field>, text: string): OrderTerm<Field> {
  if (text.length > MAX_ITEM_LENGTH) {
    throw invalidParameter(`An order_by item has ${text.length} characters; at most ${MAX_ITEM_LENGTH} are allowed.`);
  }
  const source: Source = { noun: "order_by item", text };
  const cursor = new Cursor(source);
  const path = parsePath(cursor);
  const descending = cursor.takeKeyword("desc");
  if (!descending) cursor.takeKeyword("asc");
  if (!cursor.atEnd) throw cursor.expected("ASC, DESC or the end of the item");
  return { field: resolve(source, grammar, path).field, descending };
}
