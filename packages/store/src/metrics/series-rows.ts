import type { Int64 } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql, SqlValue } from "../database/sql.ts";
import { type DoubleCell, doubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";
import { insertValues, type WritableRun } from "../runs/rows.ts";
import type { Aggregates } from "./aggregates.ts";

/** A series as the table `metric` keeps it; `loose` counts the points that are not packed into blocks. */
export interface Series extends Aggregates {
  readonly loose: number;
}

interface SeriesRow {
  readonly key_id: number;
  readonly last_value: DoubleCell;
  readonly last_step: Int64Cell;
  readonly last_ms: Int64Cell;
  readonly points: number;
  readonly nans: number;
  readonly min_value: number | null;
  readonly max_value: number | null;
  readonly sum_value: DoubleCell;
  readonly sum_squares: DoubleCell;
  readonly loose: number;
}

/** What an insert of series fills; the rows come from `seriesRow`. */
export const METRIC = {
  table: "metric",
  columns: {
    run_id: "bigint",
    key_id: "bigint",
    experiment_id: "bigint",
    last_value: "float8",
    last_step: "bigint",
    last_ms: "bigint",
    points: "bigint",
    nans: "bigint",
    min_value: "float8",
    max_value: "float8",
    sum_value: "float8",
    sum_squares: "float8",
    loose: "bigint",
  },
  onConflict:
    "ON CONFLICT (run_id, key_id) DO UPDATE SET last_value = excluded.last_value, last_step = excluded.last_step, " +
    "last_ms = excluded.last_ms, points = excluded.points, nans = excluded.nans, min_value = excluded.min_value, " +
    "max_value = excluded.max_value, sum_value = excluded.sum_value, sum_squares = excluded.sum_squares, " +
    "loose = excluded.loose",
} as const;

/** Reads series of a run, given by its run id, by key number. */
export async function readSeriesRows(
  sql: Sql,
  dialect: Dialect,
  runId: string,
  keyIds: readonly number[],
): Promise<Map<number, Series>> {
  if (keyIds.length === 0) return new Map();
  const list = inList(keyIds);
  const rows = await sql.all<SeriesRow>(
    `SELECT key_id, last_value, ${dialect.int64Column("last_step")} AS last_step, ` +
      `${dialect.int64Column("last_ms")} AS last_ms, points, nans, min_value, max_value, sum_value, sum_squares, loose ` +
      `FROM metric WHERE run_id = (SELECT id FROM run WHERE uuid = ?) AND key_id IN ${list.text}`,
    [runId, ...list.params],
  );
  return new Map(rows.map((row) => [row.key_id, toSeries(row)]));
}

function toSeries(row: SeriesRow): Series {
  return {
    last: { step: readInt64(row.last_step), time: readInt64(row.last_ms), value: readDouble(row.last_value) },
    count: row.points,
    nans: row.nans,
    min: row.min_value,
    max: row.max_value,
    sum: readDouble(row.sum_value),
    sumSquares: readDouble(row.sum_squares),
    loose: row.loose,
  };
}

/** Writes the rows of series, new or changed. */
export async function writeSeriesRows(sql: Sql, run: WritableRun, series: ReadonlyMap<number, Series>): Promise<void> {
  await insertValues(
    sql,
    METRIC,
    run,
    Array.from(series, ([keyId, s]) => seriesRow(run, keyId, s)),
  );
}

/** The row of a series. */
export function seriesRow(
  run: { readonly id: number; readonly experimentId: Int64 },
  keyId: number,
  series: Series,
): SqlValue[] {
  return [
    run.id,
    keyId,
    run.experimentId,
    doubleCell(series.last.value),
    series.last.step,
    series.last.time,
    series.count,
    series.nans,
    series.min,
    series.max,
    doubleCell(series.sum),
    doubleCell(series.sumSquares),
    series.loose,
  ];
}
