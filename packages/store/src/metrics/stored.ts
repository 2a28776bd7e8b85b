import type { Dialect, Sql } from "../database/sql.ts";
import { type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";
import { decodeBlock } from "../series/block.ts";
import { pointsWithin } from "../series/downsample.ts";
import { concatPoints, int64Column, type PointColumns } from "../series/points.ts";
import type { SeriesPlace } from "./place.ts";
import { orderedBy } from "./point-order.ts";
import { type PointRange, pointBounds, rowBounds } from "./point-range.ts";

/** Where the points of a series lie: packed into blocks, in segments, or one by one. */
export type Source = "block" | "segment" | "point";

/** The points that are not packed. */
export const LOOSE: readonly Source[] = ["segment", "point"];

/** Every point. */
export const ALL: readonly Source[] = ["block", ...LOOSE];

interface StoredRow {
  readonly body: Uint8Array | null;
  readonly step: Int64Cell | null;
  readonly time: Int64Cell | null;
  readonly value: DoubleCell | null;
}

interface SingleRow {
  readonly step: Int64Cell;
  readonly time: Int64Cell;
  readonly value: DoubleCell;
}

/**
 * Reads the points of a series that lie in some places, by step, time and value; those within a range when one is given.
 * It is one statement, and so sees one state of the database: points on their way into a block are seen once.
 */
export async function readStored(
  sql: Sql,
  dialect: Dialect,
  { runId, keyId }: SeriesPlace,
  sources: readonly Source[],
  range: PointRange = {},
): Promise<PointColumns> {
  const selects = sources.map((source) => select(source, dialect, range));
  const rows = await sql.all<StoredRow>(
    selects.map(({ text }) => text).join(" UNION ALL "),
    selects.flatMap(({ params }) => [runId, keyId, ...params]),
  );
  const parts = rows.flatMap(({ body }) => (body === null ? [] : [pointsWithin(decodeBlock(body), range)]));
  return orderedBy("step", concatPoints([...parts, columnsOf(rows.filter(isSingle))]));
}

function select(source: Source, dialect: Dialect, range: PointRange): ReturnType<typeof rowBounds> {
  if (source !== "point") {
    const bounds = rowBounds(range);
    const nothing =
      "CAST(NULL AS BIGINT) AS step, CAST(NULL AS BIGINT) AS time, CAST(NULL AS DOUBLE PRECISION) AS value";
    return {
      ...bounds,
      text: `SELECT body, ${nothing} FROM metric_${source} WHERE run_id = ? AND key_id = ?${bounds.text}`,
    };
  }
  const bounds = pointBounds(range);
  const cells = `${dialect.int64Column("step")} AS step, ${dialect.int64Column("time_ms")} AS time, value`;
  return {
    ...bounds,
    text: `SELECT CAST(NULL AS BYTEA) AS body, ${cells} FROM metric_point WHERE run_id = ? AND key_id = ?${bounds.text}`,
  };
}

function isSingle(row: StoredRow): row is StoredRow & SingleRow {
  return row.body === null;
}

function columnsOf(rows: readonly SingleRow[]): PointColumns {
  return {
    steps: int64Column(rows.map((row) => readInt64(row.step))),
    timestamps: int64Column(rows.map((row) => readInt64(row.time))),
    values: Float64Array.from(rows, (row) => readDouble(row.value)),
  };
}
