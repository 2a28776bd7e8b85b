import { invalidParameter, type Int64 } from "@millrace/contract";
import type { Dialect } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { ALWAYS, NEVER } from "./condition.ts";
import { type Fragment, joined, raw, sql } from "./fragment.ts";
import type { ValueKind } from "./run-columns.ts";

/** The value of a sort key in one row; never null and never NaN. */
export type KeyValue = string | Int64;

/**
 * One part of the order of a search. Rows that lack a value are told apart by a key of their own before it, so a key's
 * expression is never NULL.
 */
export interface SortKey {
  readonly expression: string;
  /** A rank is 0, 1 or 2. */
  readonly kind: ValueKind | "rank";
  readonly descending: boolean;
  /** The value that the key has in all rows of a query; it takes no part in its order then. */
  readonly constant?: 0 | 1 | 2 | "";
  /** A function of the expression that an index holds and that orders the same way, for text too long to be indexed. */
  readonly indexed?: (value: Fragment) => Fragment;
}

/** The SELECT list that reads the keys as `k0`, `k1`, … */
export function keyColumns(keys: readonly SortKey[], dialect: Dialect): string {
  return keys
    .map(({ expression, kind, constant }, index) => {
      const column = kind === "integer" && constant === undefined ? dialect.int64Column(expression) : expression;
      return `${column} AS k${index}`;
    })
    .join(", ");
}

/** The values of the keys in a row that was selected with `keyColumns`. */
export function readKeys(keys: readonly SortKey[], row: Readonly<Record<string, Int64Cell>>): KeyValue[] {
  return keys.map(({ kind }, index) => {
    const cell = row[`k${index}`] ?? 0;
    if (kind === "text") return String(cell);
    return kind === "integer" ? readInt64(cell) : Number(cell);
  });
}

/** The ORDER BY of the keys. */
export function keyOrder(keys: readonly SortKey[]): Fragment {
  const varying = keys.filter((key) => key.constant === undefined);
  const terms = varying.flatMap(({ expression, descending, indexed }) => {
    const order = descending ? " DESC" : "";
    const term = raw(expression + order);
    return indexed === undefined ? [term] : [sql`${indexed(raw(expression))}${raw(order)}`, term];
  });
  return joined(terms, ", ");
}

/** The condition that a row comes after the one with these key values; the keys together tell any two rows apart. */
export function keysAfter(keys: readonly SortKey[], values: readonly KeyValue[]): Fragment {
  return keys.reduceRight((rest, key, index) => {
    const value = values[index] ?? 0;
    if (key.constant === undefined) return afterKey(key, value, rest);
    const order = compareValues(key.constant, value);
    if (order === 0) return rest;
    return order > 0 ? ALWAYS : NEVER;
  }, NEVER);
}

/** `e >= v AND (e > v OR …)`, of which an index can use the first part. */
function afterKey({ expression, descending, indexed }: SortKey, value: KeyValue, rest: Fragment): Fragment {
  const column = raw(expression);
  const after = raw(descending ? "<" : ">");
  if (rest === NEVER) return sql`${column} ${after} ${value}`;
  const condition = sql`${column} ${after}= ${value} AND (${column} ${after} ${value} OR (${rest}))`;
  if (indexed === undefined) return condition;
  return sql`${indexed(column)} ${after}= ${indexed(sql`${value}`)} AND ${condition}`;
}

/** The order of two rows by their key values, as the database has it. */
export function compareKeys(keys: readonly SortKey[], a: readonly KeyValue[], b: readonly KeyValue[]): number {
  for (const [index, { descending }] of keys.entries()) {
    const order = compareValues(a[index] ?? 0, b[index] ?? 0);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function compareValues(a: KeyValue, b: KeyValue): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** By code point, as the databases do; JavaScript's own order is by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let index = 0;
  while (index < length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1;
  if (index === length) return a.length - b.length;
  return codePointRank(a.charCodeAt(index)) - codePointRank(b.charCodeAt(index));
}

/** Lifts surrogates, which are halves of the code points beyond 0xFFFF, above all other units. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

/** The most joined tables of one query; databases allow few. */
const MAX_JOINS = 30;

/** @throws MillraceError INVALID_PARAMETER_VALUE when an order needs more joins than a database takes. */
export function checkJoins(count: number): void {
  if (count <= MAX_JOINS) return;
  throw invalidParameter(`A search can be ordered by at most ${MAX_JOINS} metrics, parameters and tags together.`);
}
