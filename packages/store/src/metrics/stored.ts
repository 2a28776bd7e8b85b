import type { Dialect, Sql } from "../database/sql.ts";
import { type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";
import { decodeBlock } from "../series/block.ts";
import { pointsWithin, type StepRange } from "../series/downsample.ts";
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

/** A block, a segment or a single point; the number of points and the first and last step are given for blocks. */
export interface StoredRow {
  readonly body: Uint8Array | null;
  readonly points: number | null;
  readonly first: Int64Cell | null;
  readonly last: Int64Cell | null;
  readonly step: Int64Cell | null;
  readonly time: Int64Cell | null;
  readonly value: DoubleCell | null;
}

interface SingleRow {
  readonly step: Int64Cell;
  readonly time: Int64Cell;
  readonly value: DoubleCell;
}

/** Reads the points of a series that lie in some places, by step, time and value; those within a range when one is given. */
export async function readStored(
  sql: Pick<Sql, "all">,
  dialect: Pick<Dialect, "int64Column">,
  place: SeriesPlace,
  sources: readonly Source[],
  range: PointRange = {},
): Promise<PointColumns> {
  return orderedBy("step", unpack(await readRows(sql, dialect, place, sources, range), range));
}

/**
 * Reads what holds points of a range. It is one statement, and so sees one state of the database: points on their way
 * into a block are seen once.
 */
export function readRows(
  sql: Pick<Sql, "all">,
  dialect: Pick<Dialect, "int64Column">,
  { runId, keyId }: SeriesPlace,
  sources: readonly Source[],
  range: PointRange,
): Promise<StoredRow[]> {
  const selects = sources.map((source) => select(source, dialect, range));
  return sql.all<StoredRow>(
    selects.map(({ text }) => text).join(" UNION ALL "),
    selects.flatMap(({ params }) => [runId, keyId, ...params]),
  );
}

/** The points of rows that are within a range, in no order. */
export function unpack(rows: readonly StoredRow[], range: StepRange): PointColumns {
  const parts = rows.flatMap(({ body }) => (body === null ? [] : [pointsWithin(decodeBlock(body), range)]));
  return concatPoints([...parts, columnsOf(rows.filter(isSingle))]);
}

const BIGINT = "CAST(NULL AS BIGINT)";

function select(
  source: Source,
  dialect: Pick<Dialect, "int64Column">,
  range: PointRange,
): ReturnType<typeof rowBounds> {
  const bounds = source === "point" ? pointBounds(range) : rowBounds(range);
  const columns = {
    body: source === "point" ? "CAST(NULL AS BYTEA)" : "body",
    points: source === "block" ? "points" : BIGINT,
    first: source === "block" ? dialect.int64Column("first_step") : BIGINT,
    last: source === "block" ? dialect.int64Column("last_step") : BIGINT,
    step: source === "point" ? dialect.int64Column("step") : BIGINT,
    time: source === "point" ? dialect.int64Column("time_ms") : BIGINT,
    value: source === "point" ? "value" : "CAST(NULL AS DOUBLE PRECISION)",
  };
  const list = Object.entries(columns).map(([name, column]) => `${column} AS ${name}`);
  const text = `SELECT ${list.join(", ")} FROM metric_${source} WHERE run_id = ? AND key_id = ?${bounds.text}`;
  return { ...bounds, text };
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
