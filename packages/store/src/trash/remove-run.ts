import { inList } from "../database/in-list.ts";
import type { Database, Sql, SqlValue } from "../database/sql.ts";
import { dropClaim } from "./claims.ts";
import type { PurgeItem } from "./trash-store.ts";

/** How much one transaction removes, at most: as many rows of points, blocks of them, rows of models' points. */
const POINTS = 10_000;
const BLOCKS = 256;
const SERIES = 64;
const MODEL_POINTS = 5000;

/** The tables that hold the points of a run, by its number; the series themselves come last. */
export const METRIC_TABLES = ["metric_point", "metric_segment", "metric_block", "metric_summary", "metric"] as const;

/** Removes some rows of a run and counts them; whether there may be more of their kind. */
type Step = (sql: Sql, run: PurgeItem, count: Count, lock: string) => Promise<boolean>;
type Count = (table: string, rows: number) => void;

const STEPS: readonly Step[] = [removeBlocks, removeSeries, removeModelPoints, removeRest];

/** Removes all rows of a claimed run, bit by bit; what is left when it is cut short goes the next time. */
export async function removeRun(database: Database, run: PurgeItem, count: Count): Promise<void> {
  for (let isMore = true; isMore;) {
    // A transaction may run again, and then counts anew.
    let counted: [string, number][] = [];
    isMore = await database.write((sql) => {
      counted = [];
      return removeSome(sql, run, (table, rows) => counted.push([table, rows]), database.dialect.forUpdate);
    });
    for (const [table, rows] of counted) count(table, rows);
  }
}

/** Takes the steps up to the first that leaves something to do. */
async function removeSome(sql: Sql, run: PurgeItem, count: Count, lock: string): Promise<boolean> {
  // The run's row is what packing locks, so no block comes while its series is removed.
  await sql.get(`SELECT id FROM run WHERE id = ?${lock}`, [run.key]);
  for (const step of STEPS) if (await step(sql, run, count, lock)) return true;
  return false;
}

async function removeBlocks(sql: Sql, run: PurgeItem, count: Count): Promise<boolean> {
  const blocks = await sql.all<{ key_id: number; number: number }>(
    "SELECT key_id, number FROM metric_block WHERE run_id = ? ORDER BY key_id, number LIMIT ?",
    [run.key, BLOCKS],
  );
  const last = new Map(blocks.map(({ key_id, number }) => [key_id, number]));
  for (const [keyId, number] of last) {
    const removed = await sql.run("DELETE FROM metric_block WHERE run_id = ? AND key_id = ? AND number <= ?", [
      run.key,
      keyId,
      number,
    ]);
    count("metric_block", removed);
  }
  return blocks.length === BLOCKS;
}

async function removeSeries(sql: Sql, run: PurgeItem, count: Count): Promise<boolean> {
  const series = await sql.all<{ key_id: number; loose: number }>(
    "SELECT key_id, loose FROM metric WHERE run_id = ? ORDER BY key_id LIMIT ?",
    [run.key, SERIES],
  );
  let points = 0;
  const some = series.filter(({ loose }) => {
    const fits = points < POINTS;
    points += loose;
    return fits;
  });
  if (some.length === 0) return false;
  const keys = inList(some.map(({ key_id }) => key_id));
  for (const table of METRIC_TABLES) {
    const condition = `run_id = ? AND key_id IN ${keys.text}`;
    count(table, await sql.run(`DELETE FROM ${table} WHERE ${condition}`, [run.key, ...keys.params]));
  }
  return some.length < series.length || series.length === SERIES;
}

async function removeModelPoints(sql: Sql, run: PurgeItem, count: Count): Promise<boolean> {
  const removed = await sql.run(
    "DELETE FROM logged_model_metric WHERE id IN (SELECT id FROM logged_model_metric WHERE run_id = ? LIMIT ?)",
    [run.id, MODEL_POINTS],
  );
  count("logged_model_metric", removed);
  return removed === MODEL_POINTS;
}

async function removeRest(sql: Sql, run: PurgeItem, count: Count, lock: string): Promise<boolean> {
  const remove = async (table: string, condition: string, ...params: SqlValue[]): Promise<void> => {
    count(table, await sql.run(`DELETE FROM ${table} WHERE ${condition}`, params));
  };
  const datasets = await lockDatasets(sql, run, lock);
  const inputs = "SELECT id FROM dataset_input WHERE run_id = ?";
  await remove("dataset_input_tag", `input_id IN (${inputs})`, run.key);
  await remove("dataset_input", "run_id = ?", run.key);
  for (const id of datasets) {
    await remove("dataset", "id = ? AND NOT EXISTS (SELECT 1 FROM dataset_input WHERE dataset_id = dataset.id)", id);
  }
  for (const table of ["model_link", "param", "tag", "run_writer", "run_output", ...METRIC_TABLES])
    await remove(table, "run_id = ?", run.key);
  await dropClaim(sql, run);
  await remove("run", "id = ?", run.key);
  return false;
}

/** Holds the datasets of a run, so that another run that links one either has done so or finds it gone. */
async function lockDatasets(sql: Sql, run: PurgeItem, lock: string): Promise<number[]> {
  const rows = await sql.all<{ id: number }>(
    `SELECT id FROM dataset WHERE id IN (SELECT dataset_id FROM dataset_input WHERE run_id = ?) ORDER BY id${lock}`,
    [run.key],
  );
  return rows.map((row) => row.id);
}
