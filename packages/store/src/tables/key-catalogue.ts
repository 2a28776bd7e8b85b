import type { endpoints, Int64, ResponseOf } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Sql } from "../database/sql.ts";

type Catalogue = ResponseOf<typeof endpoints.columns.keys>;
type EntryTable = "metric" | "param" | "tag";

/** How many keys are counted by one query: with 100,000 runs each takes milliseconds. */
const COUNTED = 8;
const NAMED = 512;

/** The metric, parameter and tag keys of experiments, with how many active runs have each: the commonest first. */
export async function keyCatalogue(read: Sql, experiments: readonly Int64[]): Promise<Catalogue> {
  return {
    metrics: await keyCounts(read, "metric", experiments),
    params: await keyCounts(read, "param", experiments),
    tags: await keyCounts(read, "tag", experiments),
  };
}

async function keyCounts(read: Sql, table: EntryTable, experiments: readonly Int64[]): Promise<Catalogue["metrics"]> {
  const totals = new Map<number, number>();
  for (const experiment of experiments) {
    await addCounts(read, table, experiment, totals);
    await new Promise(setImmediate);
  }
  const used = [...totals].filter(([, runs]) => runs > 0);
  const names = await keyNames(
    read,
    used.map(([id]) => id),
  );
  return used
    .map(([id, runs]) => ({ key: names.get(id) ?? "", runs }))
    .sort((a, b) => b.runs - a.runs || (a.key < b.key ? -1 : 1));
}

/** Counts along the index of values, which holds nothing of runs, adds fresh runs and takes off what deleted ones have. */
async function addCounts(read: Sql, table: EntryTable, experiment: Int64, totals: Map<number, number>): Promise<void> {
  const add = (rows: readonly KeyCount[], sign: 1 | -1): void => {
    for (const { key_id, runs } of rows) totals.set(key_id, (totals.get(key_id) ?? 0) + sign * Number(runs));
  };
  const keyIds = await keysOf(read, table, experiment);
  for (let start = 0; start < keyIds.length; start += COUNTED) {
    const list = inList(keyIds.slice(start, start + COUNTED));
    const counts = await read.all<KeyCount>(
      `SELECT key_id, count(*) AS runs FROM ${table} WHERE experiment_id = ? AND key_id IN ${list.text} AND indexed = 1 GROUP BY key_id`,
      [experiment, ...list.params],
    );
    add(counts, 1);
    await new Promise(setImmediate);
  }
  const countOf = (condition: string): Promise<KeyCount[]> =>
    read.all(
      `SELECT e.key_id, count(*) AS runs FROM run AS r CROSS JOIN ${table} AS e ` +
        `WHERE r.experiment_id = ? AND ${condition} AND e.run_id = r.id GROUP BY e.key_id`,
      [experiment],
    );
  add(await countOf("r.fresh = 1 AND e.indexed = 0"), 1);
  add(await countOf("r.deleted = 1"), -1);
}

interface KeyCount {
  readonly key_id: number;
  readonly runs: number;
}

/** The keys that stand in an index, found by leaping from one to the next. */
async function keysOf(read: Sql, table: EntryTable, experiment: Int64): Promise<number[]> {
  const next = (from: string): string =>
    `SELECT min(key_id) FROM ${table} WHERE experiment_id = ? AND indexed = 1${from}`;
  const rows = await read.all<{ id: number }>(
    `WITH RECURSIVE used (id) AS (${next("")} UNION ALL SELECT (${next(" AND key_id > used.id")}) FROM used ` +
      "WHERE used.id IS NOT NULL) SELECT id FROM used WHERE id IS NOT NULL",
    [experiment, experiment],
  );
  return rows.map((row) => row.id);
}

async function keyNames(read: Sql, ids: readonly number[]): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (let start = 0; start < ids.length; start += NAMED) {
    const list = inList(ids.slice(start, start + NAMED));
    const rows = await read.all<{ id: number; name: string }>(
      `SELECT id, name FROM entity_key WHERE id IN ${list.text}`,
      list.params,
    );
    for (const { id, name } of rows) names.set(id, name);
  }
  return names;
}
