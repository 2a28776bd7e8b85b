import { type MetricInput, MillraceError } from "@millrace/contract";
import type { Dialect, Sql, SqlValue } from "../database/sql.ts";
import { doubleCell } from "../database/values.ts";
import { keyId } from "../runs/entries.ts";
import type { RunHandle } from "../runs/rows.ts";
import { addPoints } from "./aggregates.ts";
import { newPoints, sortedOnce } from "./known-points.ts";
import { PACK_AT } from "./packer.ts";
import { type Point, toPoint } from "./point.ts";
import { readSeriesRows, type Series, writeSeriesRows } from "./series-rows.ts";

const POINTS = {
  table: "metric_point",
  columns: { run_id: "bigint", key_id: "bigint", step: "bigint", time_ms: "bigint", value: "float8" },
} as const;

/** A series by its place in the database. */
export interface SeriesPlace {
  readonly runId: number;
  readonly keyId: number;
}

/**
 * Appends points to the series of a run and keeps the aggregates. Gives the series that have enough loose points to be
 * packed.
 * @throws MillraceError BAD_REQUEST for a point of a logged model that does not exist.
 */
export async function logPoints(
  sql: Sql,
  dialect: Dialect,
  run: RunHandle,
  keys: ReadonlyMap<string, number>,
  metrics: readonly MetricInput[],
): Promise<SeriesPlace[]> {
  if (metrics.length === 0) return [];
  const byKey = groupByKey(keys, metrics);
  const before = await readSeriesRows(sql, dialect, run.id, [...byKey.keys()]);
  const after = new Map<number, Series>();
  const rows: SqlValue[][] = [];
  for (const [key, points] of byKey) {
    const series = before.get(key);
    const sorted = points.length === 1 ? points : sortedOnce(points);
    const fresh = await newPoints(sql, dialect, { runId: run.id, keyId: key }, series, sorted);
    const [first, ...rest] = fresh;
    if (first === undefined) continue;
    for (const point of fresh) rows.push([run.id, key, point.step, point.time, doubleCell(point.value)]);
    after.set(key, { ...addPoints(series, [first, ...rest]), loose: (series?.loose ?? 0) + fresh.length });
  }
  if (rows.length === 0) return [];
  await sql.insert(POINTS, rows);
  await writeSeriesRows(sql, run, after);
  return Array.from(after)
    .filter(([, series]) => series.loose >= PACK_AT)
    .map(([key]) => ({ runId: run.id, keyId: key }));
}

function groupByKey(keys: ReadonlyMap<string, number>, metrics: readonly MetricInput[]): Map<number, Point[]> {
  const byKey = new Map<number, Point[]>();
  for (const metric of metrics) {
    if (metric.model_id !== undefined && metric.model_id !== "") {
      throw new MillraceError("BAD_REQUEST", `There is no logged model with the id '${metric.model_id}'.`);
    }
    const id = keyId(keys, metric.key);
    const points = byKey.get(id);
    if (points === undefined) byKey.set(id, [toPoint(metric)]);
    else points.push(toPoint(metric));
  }
  return byKey;
}
