import type { MetricInput } from "@millrace/contract";
import type { Dialect, Sql } from "../database/sql.ts";
import { keyId } from "../runs/entries.ts";
import type { WritableRun } from "../runs/rows.ts";
import { addPoints } from "./aggregates.ts";
import { newPoints, sortedOnce } from "./known-points.ts";
import { type NewPoints, writeLoosePoints } from "./loose.ts";
import { PACK_AT } from "./packer.ts";
import type { SeriesPlace } from "./place.ts";
import { type Point, toColumns, toPoint } from "./point.ts";
import { type Series, writeSeriesRows } from "./series-rows.ts";

/**
 * Appends points to the series of a run and keeps the aggregates; `before` holds the series that the run has already.
 * Gives the series that have enough loose points to be packed.
 */
export async function logPoints(
  sql: Sql,
  dialect: Dialect,
  run: WritableRun,
  { keys, before }: { readonly keys: ReadonlyMap<string, number>; readonly before: ReadonlyMap<number, Series> },
  metrics: readonly MetricInput[],
): Promise<SeriesPlace[]> {
  if (metrics.length === 0) return [];
  const byKey = groupByKey(keys, metrics);
  const after = new Map<number, Series>();
  const added: NewPoints[] = [];
  for (const [key, points] of byKey) {
    const series = before.get(key);
    const sorted = points.length === 1 ? points : sortedOnce(points);
    const place = { runId: run.id, keyId: key };
    const fresh = await newPoints(sql, dialect, place, series, sorted);
    const [first, ...rest] = fresh;
    if (first === undefined) continue;
    added.push({ place, points: toColumns(fresh) });
    after.set(key, { ...addPoints(series, [first, ...rest]), loose: (series?.loose ?? 0) + fresh.length });
  }
  if (added.length === 0) return [];
  await writeLoosePoints(sql, added);
  await writeSeriesRows(sql, run, after);
  return Array.from(after)
    .filter(([, series]) => series.loose >= PACK_AT)
    .map(([key]) => ({ runId: run.id, keyId: key }));
}

function groupByKey(keys: ReadonlyMap<string, number>, metrics: readonly MetricInput[]): Map<number, Point[]> {
  const byKey = new Map<number, Point[]>();
  for (const metric of metrics) {
    const id = keyId(keys, metric.key);
    const points = byKey.get(id);
    if (points === undefined) byKey.set(id, [toPoint(metric)]);
    else points.push(toPoint(metric));
  }
  return byKey;
}
