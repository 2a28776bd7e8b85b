import type { Database, Sql, SqlValue } from "../database/sql.ts";
import { inList, slicesOf } from "../database/in-list.ts";
import { dropClaim } from "./claims.ts";
import { METRIC_TABLES, removeRun } from "./remove-run.ts";
import type { PurgeItem, RowCounts } from "./trash-store.ts";

const SLICE = 500;

/** Removes all rows of a claimed item. */
export async function removeItem(database: Database, item: PurgeItem): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  const count = (table: string, rows: number): void => {
    if (rows > 0) counts[table] = (counts[table] ?? 0) + rows;
  };
  if (item.kind === "RUN") await removeRun(database, item, count);
  else if (item.kind === "LOGGED_MODEL") await removeTables(database, item, MODEL_TABLES, count);
  else await removeTables(database, item, EXPERIMENT_TABLES, count);
  return counts;
}

/** The tables of an item that is not a run, with the column of its number; its own comes last. */
type Tables = readonly (readonly [table: string, column: string])[];

const MODEL_TABLES: Tables = [
  ["logged_model_metric", "model_id"],
  ["logged_model_param", "model_id"],
  ["logged_model_tag", "model_id"],
  ["logged_model", "id"],
];

/** Those of deleted runs count with the run. */
const NOT_OF_DELETED_RUNS =
  " AND NOT EXISTS (SELECT 1 FROM run WHERE run.uuid = logged_model_metric.run_id AND run.deleted <> 0)";

const EXPERIMENT_TABLES: Tables = [
  ["experiment_tag", "experiment_id"],
  ["dataset", "experiment_id"],
  ["experiment", "id"],
];

/** The database refuses to remove an experiment that still has runs or logged models. */
async function removeTables(
  database: Database,
  item: PurgeItem,
  tables: Tables,
  count: (table: string, rows: number) => void,
): Promise<void> {
  const counted = await database.write(async (sql) => {
    const removed: [string, number][] = [];
    for (const [table, column] of tables) {
      removed.push([table, await sql.run(`DELETE FROM ${table} WHERE ${column} = ?`, [item.key])]);
    }
    await dropClaim(sql, item);
    return removed;
  });
  for (const [table, rows] of counted) count(table, rows);
}

/** The rows that go with items, all of one kind. */
export async function countRows({ read }: Database, items: readonly PurgeItem[]): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  const count = async (table: string, condition: string, params: readonly SqlValue[]): Promise<void> => {
    const rows = await countWhere(read, table, condition, params);
    if (rows > 0) counts[table] = (counts[table] ?? 0) + rows;
  };
  for (const slice of slicesOf(items, SLICE)) {
    const keys = inList(slice.map((item) => item.key));
    if (slice[0]?.kind === "RUN") await countRunRows(slice, count);
    else {
      const tables = slice[0]?.kind === "LOGGED_MODEL" ? MODEL_TABLES : EXPERIMENT_TABLES;
      for (const [table, column] of tables) {
        const others = table === "logged_model_metric" ? NOT_OF_DELETED_RUNS : "";
        await count(table, `${column} IN ${keys.text}${others}`, keys.params);
      }
    }
  }
  return counts;
}

async function countRunRows(
  runs: readonly PurgeItem[],
  count: (table: string, condition: string, params: readonly SqlValue[]) => Promise<void>,
): Promise<void> {
  const keys = inList(runs.map((run) => run.key));
  const ids = inList(runs.map((run) => run.id));
  for (const table of [...METRIC_TABLES, "param", "tag", "dataset_input", "model_link", "run_writer", "run_output"]) {
    await count(table, `run_id IN ${keys.text}`, keys.params);
  }
  const inputs = `SELECT id FROM dataset_input WHERE run_id IN ${keys.text}`;
  await count("dataset_input_tag", `input_id IN (${inputs})`, keys.params);
  await count("logged_model_metric", `run_id IN ${ids.text}`, ids.params);
  await count("run", `id IN ${keys.text}`, keys.params);
}

async function countWhere(sql: Sql, table: string, condition: string, params: readonly SqlValue[]): Promise<number> {
  const row = await sql.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table} WHERE ${condition}`, params);
  return Number(row?.rows ?? 0);
}
