import type { Dialect, Sql } from "../database/sql.ts";
import { type DoubleCell, doubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";
import { decodeBlock, encodeBlock } from "../series/block.ts";
import { pointsWithin, type StepRange } from "../series/downsample.ts";
import { concatPoints, int64At, int64Column, type PointColumns } from "../series/points.ts";
import type { SeriesPlace } from "./place.ts";
import { orderedBy } from "./point-order.ts";
import { stepBounds } from "./step-bounds.ts";

/** From this many points on, those of one write are kept together as a segment: a row for each would cost more. */
export const SEGMENT_AT = 32;

const POINTS = {
  table: "metric_point",
  columns: { run_id: "bigint", key_id: "bigint", step: "bigint", time_ms: "bigint", value: "float8" },
} as const;

const SEGMENTS = {
  table: "metric_segment",
  columns: { run_id: "bigint", key_id: "bigint", first_step: "bigint", last_step: "bigint", body: "bytea" },
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
  const last = points.values.length - 1;
  return [place.runId, place.keyId, int64At(points.steps, 0), int64At(points.steps, last), encodeBlock(points)];
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

/** Reads the loose points of a series within a range of steps, by step, time and value. */
export async function readLoosePoints(
  sql: Sql,
  dialect: Dialect,
  { runId, keyId }: SeriesPlace,
  range: StepRange = {},
): Promise<PointColumns> {
  const ends = stepBounds(range, "last_step", "first_step");
  const segments = await sql.all<{ body: Uint8Array }>(
    `SELECT body FROM metric_segment WHERE run_id = ? AND key_id = ?${ends.text} ORDER BY id`,
    [runId, keyId, ...ends.params],
  );
  const steps = stepBounds(range, "step", "step");
  const rows = await sql.all<{ s: Int64Cell; t: Int64Cell; v: DoubleCell }>(
    `SELECT ${dialect.int64Column("step")} AS s, ${dialect.int64Column("time_ms")} AS t, value AS v FROM metric_point ` +
      `WHERE run_id = ? AND key_id = ?${steps.text} ORDER BY step, time_ms, value`,
    [runId, keyId, ...steps.params],
  );
  const single = {
    steps: int64Column(rows.map((row) => readInt64(row.s))),
    timestamps: int64Column(rows.map((row) => readInt64(row.t))),
    values: Float64Array.from(rows, (row) => readDouble(row.v)),
  };
  return orderedBy(
    "step",
    concatPoints([...segments.map(({ body }) => pointsWithin(decodeBlock(body), range)), single]),
  );
}

/** Removes all loose points of a series. */
export async function deleteLoosePoints(sql: Sql, { runId, keyId }: SeriesPlace): Promise<void> {
  await sql.run("DELETE FROM metric_segment WHERE run_id = ? AND key_id = ?", [runId, keyId]);
  await sql.run("DELETE FROM metric_point WHERE run_id = ? AND key_id = ?", [runId, keyId]);
}
