import type { Dialect, Sql } from "../database/sql.ts";
import type { Int64Cell } from "../database/values.ts";
import { NEVER } from "./condition.ts";
import { raw, sql } from "./fragment.ts";
import type { PlanStep, RunQuery } from "./run-plan.ts";
import { compareKeys, keyColumns, keyOrder, keysAfter, type KeyValue, readKeys, type SortKey } from "./sort-key.ts";

/** A run that was found: its internal id and the values that place it in the order. */
interface FoundRun {
  readonly id: number;
  readonly keys: readonly KeyValue[];
}

/** Which part of an order is asked: at most `limit` runs, after the keys of another one if there is one. */
interface PageRange {
  readonly after: readonly KeyValue[] | undefined;
  readonly limit: number;
}

/** The first runs of a plan. */
export async function findRuns(
  read: Sql,
  dialect: Dialect,
  plan: readonly PlanStep[],
  { after, limit }: PageRange,
): Promise<FoundRun[]> {
  let found: FoundRun[] = [];
  for (const { keys, queries } of plan) {
    const range = { after, limit: limit - found.length };
    if (range.limit === 0) break;
    let merged: FoundRun[] = [];
    for (const query of queries) {
      const rows = await runQuery(read, dialect, query, keys, range);
      merged = mergedRuns(keys, merged, rows).slice(0, range.limit);
    }
    found = found.length === 0 ? merged : [...found, ...merged];
  }
  return found;
}

/** How many runs queries have together. */
export async function countRuns(read: Sql, queries: readonly RunQuery[]): Promise<number> {
  let total = 0;
  for (const { from, where } of queries) {
    const query = sql`SELECT count(*) AS runs FROM ${from} WHERE ${where}`;
    const row = await read.get<{ runs: number }>(query.text, query.params);
    total += Number(row?.runs ?? 0);
  }
  return total;
}

/** Both together in their order; a run that is in both is taken once. */
function mergedRuns(keys: readonly SortKey[], some: FoundRun[], more: FoundRun[]): FoundRun[] {
  if (some.length === 0) return more;
  const known = new Set(some.map((run) => run.id));
  return [...some, ...more.filter((run) => !known.has(run.id))].sort((a, b) => compareKeys(keys, a.keys, b.keys));
}

async function runQuery(
  read: Sql,
  dialect: Dialect,
  { from, where }: RunQuery,
  keys: readonly SortKey[],
  { after, limit }: PageRange,
): Promise<FoundRun[]> {
  const rest = after === undefined ? undefined : keysAfter(keys, after);
  if (rest === NEVER) return [];
  const condition = rest === undefined ? where : sql`${where} AND ${rest}`;
  const select = sql`SELECT r.id AS id, ${raw(keyColumns(keys, dialect))} FROM ${from}`;
  const query = sql`${select} WHERE ${condition} ORDER BY ${keyOrder(keys)} LIMIT ${limit}`;
  const rows = await read.all<Record<string, Int64Cell>>(query.text, query.params);
  return rows.map((row) => ({ id: Number(row["id"]), keys: readKeys(keys, row) }));
}
