import type { Int64 } from "@millrace/contract";
import type { Dialect, Sql } from "../database/sql.ts";
import { type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";
import { decodeBlock } from "../series/block.ts";
import { pointsWithin, type StepRange } from "../series/downsample.ts";
import { concatPoints, int64At, int64Column, type PointColumns } from "../series/points.ts";
import type { SeriesPlace } from "./log-points.ts";
import { orderedBy } from "./point-order.ts";

/** Finds the internal numbers of runs by run id, with the key's number: the places of one metric in many runs. */
export async function findRun(sql: Sql, runId: string): Promise<number | undefined> {
  return (await sql.get<{ id: number }>("SELECT id FROM run WHERE uuid = ?", [runId]))?.id;
}

/** Reads all points of a series within a range of steps, by step, time and value. */
export async function readPoints(
  sql: Sql,
  dialect: Dialect,
  place: SeriesPlace,
  range: StepRange = {},
): Promise<PointColumns> {
  const blocks = await readBlocks(sql, place, range);
  const loose = await readLoosePoints(sql, dialect, place, range);
  return orderedBy("step", concatPoints([...blocks, loose]));
}

async function readBlocks(sql: Sql, { runId, keyId }: SeriesPlace, range: StepRange): Promise<PointColumns[]> {
  const bounds = boundsOf(range, "last_step", "first_step");
  const rows = await sql.all<{ body: Uint8Array }>(
    `SELECT body FROM metric_block WHERE run_id = ? AND key_id = ?${bounds.text} ORDER BY first_step, number`,
    [runId, keyId, ...bounds.params],
  );
  return rows.map((row) => pointsWithin(decodeBlock(row.body), range));
}

/** Reads the points of a series that are not packed, by step, time and value; the first `limit` of them. */
export async function readLoosePoints(
  sql: Sql,
  dialect: Dialect,
  { runId, keyId }: SeriesPlace,
  range: StepRange & { readonly limit?: number } = {},
): Promise<PointColumns> {
  const bounds = boundsOf(range, "step", "step");
  const limit = range.limit === undefined ? "" : ` LIMIT ${range.limit}`;
  const rows = await sql.all<{ s: Int64Cell; t: Int64Cell; v: DoubleCell }>(
    `SELECT ${dialect.int64Column("step")} AS s, ${dialect.int64Column("time_ms")} AS t, value AS v FROM metric_point ` +
      `WHERE run_id = ? AND key_id = ?${bounds.text} ORDER BY step, time_ms, value${limit}`,
    [runId, keyId, ...bounds.params],
  );
  return {
    steps: int64Column(rows.map((row) => readInt64(row.s))),
    timestamps: int64Column(rows.map((row) => readInt64(row.t))),
    values: Float64Array.from(rows, (row) => readDouble(row.v)),
  };
}

function boundsOf(range: StepRange, low: string, high: string): { text: string; params: Int64[] } {
  const parts: [string, Int64][] = [];
  if (range.start !== undefined) parts.push([` AND ${low} >= ?`, range.start]);
  if (range.end !== undefined) parts.push([` AND ${high} <= ?`, range.end]);
  return { text: parts.map(([text]) => text).join(""), params: parts.map(([, param]) => param) };
}

/** The first and last step of non-empty points. */
export function stepsOf(points: PointColumns): { readonly first: Int64; readonly last: Int64 } {
  return { first: int64At(points.steps, 0), last: int64At(points.steps, points.values.length - 1) };
}
