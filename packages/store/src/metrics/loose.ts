import type { Int64 } from "@millrace/contract";
import type { Sql } from "../database/sql.ts";
import { doubleCell } from "../database/values.ts";
import { encodeBlock } from "../series/block.ts";
import { int64At, type PointColumns } from "../series/points.ts";
import type { SeriesPlace } from "./place.ts";

/** From this many points on, those of one write are kept together as a segment: a row for each would cost more. */
const SEGMENT_AT = 32;

const POINTS = {
  table: "metric_point",
  columns: { run_id: "bigint", key_id: "bigint", step: "bigint", time_ms: "bigint", value: "float8" },
} as const;

const SEGMENTS = {
  table: "metric_segment",
  columns: {
    run_id: "bigint",
    key_id: "bigint",
    first_step: "bigint",
    last_step: "bigint",
    first_ms: "bigint",
    last_ms: "bigint",
    body: "bytea",
  },
} as const;

/** Points of one series, sorted by step, that are to be kept. */
export interface NewPoints {
  readonly place: SeriesPlace;
  readonly points: PointColumns;
}

/** Keeps points as loose ones: they are not packed into blocks yet. */
export async function writeLoosePoints(sql: Sql, series: readonly NewPoints[]): Promise<void> {
  const long = series.filter(({ points }) => points.values.length >= SEGMENT_AT);
  const short = series.filter(({ points }) => points.values.length < SEGMENT_AT);
  if (long.length > 0) await sql.insert(SEGMENTS, long.map(segmentRow));
  if (short.length > 0) await sql.insert(POINTS, short.flatMap(pointRows));
}

function segmentRow({ place, points }: NewPoints) {
  return [place.runId, place.keyId, ...extent(points), encodeBlock(points)];
}

/** The first and last step of sorted points, and their first and last time. */
export function extent({ steps, timestamps, values }: PointColumns): [Int64, Int64, Int64, Int64] {
  const last = values.length - 1;
  let earliest = int64At(timestamps, 0);
  let latest = earliest;
  for (let i = 1; i <= last; i++) {
    const time = int64At(timestamps, i);
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  return [int64At(steps, 0), int64At(steps, last), earliest, latest];
}

function pointRows({ place, points: { steps, timestamps, values } }: NewPoints) {
  return Array.from(values, (value, i) => [
    place.runId,
    place.keyId,
    int64At(steps, i),
    int64At(timestamps, i),
    doubleCell(value),
  ]);
}

/** Removes all loose points of a series. */
export async function deleteLoosePoints(sql: Sql, { runId, keyId }: SeriesPlace): Promise<void> {
  await sql.run("DELETE FROM metric_segment WHERE run_id = ? AND key_id = ?", [runId, keyId]);
  await sql.run("DELETE FROM metric_point WHERE run_id = ? AND key_id = ?", [runId, keyId]);
}
