import type { Dialect, Sql } from "../database/sql.ts";
import { type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";
import { decodeBlock } from "../series/block.ts";
import { int64At } from "../series/points.ts";
import { comparePoints, type Point } from "./point.ts";
import type { Series } from "./series-rows.ts";

/**
 * Leaves out the points that the series has already. `points` are sorted and without doubles. Points after the series'
 * latest are new without a look; only for the others the stored points of their steps are read.
 */
export async function newPoints(
  sql: Sql,
  dialect: Dialect,
  place: { readonly runId: number; readonly keyId: number },
  series: Series | undefined,
  points: readonly Point[],
): Promise<readonly Point[]> {
  if (series === undefined) return points;
  const { step, time } = series.last;
  const doubtful = points.filter((point) => point.step < step || (point.step === step && point.time <= time));
  const [first, last] = [doubtful[0], doubtful.at(-1)];
  if (first === undefined || last === undefined) return points;
  const range = [place.runId, place.keyId, first.step, last.step];
  const known = new Set(await loosePoints(sql, dialect, range));
  if (series.count > series.loose) {
    for (const point of await packedPoints(sql, range)) known.add(point);
  }
  return points.filter((point) => !known.has(identity(point)));
}

/** Text that is the same for points that count as one; -0 and 0 are one value, as in the databases. */
function identity(point: Point): string {
  return `${point.step} ${point.time} ${point.value + 0}`;
}

type Range = readonly (number | bigint)[];

async function loosePoints(sql: Sql, dialect: Dialect, range: Range): Promise<string[]> {
  const rows = await sql.all<{ step: Int64Cell; time_ms: Int64Cell; value: DoubleCell }>(
    `SELECT ${dialect.int64Column("step")} AS step, ${dialect.int64Column("time_ms")} AS time_ms, value ` +
      "FROM metric_point WHERE run_id = ? AND key_id = ? AND step BETWEEN ? AND ?",
    range,
  );
  return rows.map((row) =>
    identity({ step: readInt64(row.step), time: readInt64(row.time_ms), value: readDouble(row.value) }),
  );
}

async function packedPoints(sql: Sql, [runId = 0, keyId = 0, first = 0, last = 0]: Range): Promise<string[]> {
  const rows = await sql.all<{ body: Uint8Array }>(
    "SELECT body FROM metric_block WHERE run_id = ? AND key_id = ? AND last_step >= ? AND first_step <= ?",
    [runId, keyId, first, last],
  );
  return rows.flatMap(({ body }) => {
    const { steps, timestamps, values } = decodeBlock(body);
    return Array.from(values, (value, i) => identity({ step: int64At(steps, i), time: int64At(timestamps, i), value }));
  });
}

/** Sorts points and takes equal ones once. */
export function sortedOnce(points: readonly Point[]): Point[] {
  const sorted = points.toSorted(comparePoints);
  return sorted.filter((point, index) => {
    const before = sorted[index - 1];
    return before === undefined || comparePoints(before, point) !== 0;
  });
}
