import type { OrderTerm, RunOrderField } from "@millrace/filter";
import { ALWAYS } from "./condition.ts";
import { type Fragment, joined, raw, sql } from "./fragment.ts";
import type { KnownKeys } from "./known-keys.ts";
import { attributeColumn, type Column, metricColumn, type ValueKind } from "./run-columns.ts";
import { checkJoins, type SortKey } from "./sort-key.ts";

/** Rows with a number or text, then NaN, then rows without a value: in either direction. */
const PRESENT = 0;
const NOT_A_NUMBER = 1;
const MISSING = 2;

/** An order of runs, for a query that calls the run `r`. */
export interface RunOrder {
  readonly keys: readonly SortKey[];
  /** LEFT JOINs of the rows that the keys read. */
  readonly joins: Fragment;
  /** The first term, when an index of its values gives the runs in its order. */
  readonly leading: LeadingTerm | undefined;
}

/** A first term with an index. Its rows in `table` are called `o0`; the other terms' rows are joined by `joins`. */
export interface LeadingTerm {
  readonly table: EntryTable;
  readonly keyId: number;
  readonly parts: readonly LeadingPart[];
  readonly joins: Fragment;
}

/** Runs that come together in the order: those whose row fulfils a condition, or those without a row. */
export interface LeadingPart {
  readonly condition: Fragment | undefined;
  readonly keys: readonly SortKey[];
}

type EntryTable = "metric" | "param" | "tag";

interface Term {
  readonly keys: readonly SortKey[];
  readonly entry?: { readonly table: EntryTable; readonly keyId: number; readonly join: Fragment };
  readonly parts?: readonly LeadingPart[];
}

/** The order of a search: its terms, then the newest run first, then by run id. */
export function runOrder(terms: readonly OrderTerm<RunOrderField>[], known: KnownKeys): RunOrder {
  const compiled = terms.map(({ field, descending }, index) => compileTerm(field, descending, `o${index}`, known));
  checkJoins(compiled.filter((term) => term.entry !== undefined).length);
  const names = terms.map(({ field }) => (field.kind === "attribute" ? field.name : undefined));
  if (!names.includes("start_time")) compiled.push({ keys: columnKeys(attributeColumn("start_time"), true) });
  if (!names.includes("run_id")) compiled.push({ keys: columnKeys(attributeColumn("run_id"), false) });
  return { keys: keysOf(compiled), joins: joinsOf(compiled), leading: leadingTerm(compiled) };
}

function leadingTerm([first, ...others]: readonly Term[]): LeadingTerm | undefined {
  if (first?.entry === undefined || first.parts === undefined) return undefined;
  const tail = keysOf(others);
  const parts = first.parts.map(({ condition, keys }) => ({ condition, keys: [...keys, ...tail] }));
  return { table: first.entry.table, keyId: first.entry.keyId, parts, joins: joinsOf(others) };
}

function keysOf(terms: readonly Term[]): SortKey[] {
  return terms.flatMap((term) => term.keys);
}

function joinsOf(terms: readonly Term[]): Fragment {
  return joined(
    terms.flatMap((term) => (term.entry === undefined ? [] : [term.entry.join])),
    " ",
  );
}

function compileTerm(field: RunOrderField, descending: boolean, alias: string, known: KnownKeys): Term {
  if (field.kind === "attribute") return { keys: columnKeys(attributeColumn(field.name), descending) };
  if (field.kind === "metric") {
    const metric = known.metric(field);
    if (metric === undefined) return { keys: missingKeys("double") };
    const { keyId, aggregate } = metric;
    const column = metricColumn(alias, aggregate);
    const entry = { table: "metric", keyId, join: entryJoin("metric", alias, keyId) } as const;
    const keys = columnKeys({ ...column, nullable: true }, descending);
    return aggregate === "last" ? { keys, entry, parts: metricParts(column, descending) } : { keys, entry };
  }
  const keyId = known.id(field.key);
  if (keyId === undefined) return { keys: missingKeys("text") };
  const column: Column = { expression: `${alias}.value`, kind: "text", nullable: true };
  const entry = { table: field.kind, keyId, join: entryJoin(field.kind, alias, keyId) };
  return { keys: columnKeys(column, descending), entry, parts: textParts(column, descending) };
}

function entryJoin(table: EntryTable, alias: string, keyId: number): Fragment {
  const row = raw(alias);
  return sql`LEFT JOIN ${raw(table)} AS ${row} ON ${row}.run_id = r.id AND ${row}.key_id = ${keyId}`;
}

function metricParts({ expression, kind }: Column, descending: boolean): LeadingPart[] {
  return [
    { condition: sql`${raw(expression)} < 'NaN'`, keys: [rank(PRESENT), { expression, kind, descending }] },
    { condition: sql`${raw(expression)} = 'NaN'`, keys: [rank(NOT_A_NUMBER), nothing(kind)] },
    { condition: undefined, keys: missingKeys(kind) },
  ];
}

function textParts({ expression, kind }: Column, descending: boolean): LeadingPart[] {
  const indexed = (value: Fragment): Fragment => sql`substr(${value}, 1, 64)`;
  return [
    { condition: ALWAYS, keys: [rank(PRESENT), { expression, kind, descending, indexed }] },
    { condition: undefined, keys: missingKeys(kind) },
  ];
}

/** The keys of a column: its value, after a rank where there may be none or NaN. */
function columnKeys({ expression, kind, nullable }: Column, descending: boolean): SortKey[] {
  if (!nullable) return [{ expression, kind, descending }];
  const isPresent = kind === "double" ? `${expression} < 'NaN'` : `${expression} IS NOT NULL`;
  const none = kind === "text" ? "''" : "0";
  const rankOf = `WHEN ${isPresent} THEN ${PRESENT} WHEN ${expression} IS NULL THEN ${MISSING} ELSE ${NOT_A_NUMBER}`;
  return [
    { expression: `CASE ${rankOf} END`, kind: "rank", descending: false },
    { expression: `CASE WHEN ${isPresent} THEN ${expression} ELSE ${none} END`, kind, descending },
  ];
}

function missingKeys(kind: ValueKind): SortKey[] {
  return [rank(MISSING), nothing(kind)];
}

function rank(constant: 0 | 1 | 2): SortKey {
  return { expression: String(constant), kind: "rank", descending: false, constant };
}

function nothing(kind: ValueKind): SortKey {
  return kind === "text"
    ? { expression: "''", kind, descending: false, constant: "" }
    : { expression: "0", kind, descending: false, constant: 0 };
}
