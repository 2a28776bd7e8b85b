import type { Int64 } from "@millrace/contract";
import type { Dialect, Sql } from "../database/sql.ts";
import { extentOf } from "../database/values.ts";
import { int64At, type PointColumns } from "../series/points.ts";
import type { SeriesPlace } from "./place.ts";
import { comparePoints, type Point } from "./point.ts";
import type { Series } from "./series-rows.ts";
import { ALL, LOOSE, readStored } from "./stored.ts";

/**
 * Leaves out the points that the series has already. `points` are sorted and without doubles. Points after the series'
 * latest are new without a look; only for the others the stored points of their steps and times are read.
 */
export async function newPoints(
  sql: Sql,
  dialect: Dialect,
  place: SeriesPlace,
  series: Series | undefined,
  points: readonly Point[],
): Promise<readonly Point[]> {
  if (series === undefined) return points;
  const { step, time } = series.last;
  const doubtful = points.filter((point) => point.step < step || (point.step === step && point.time <= time));
  const [first, last] = [doubtful[0], doubtful.at(-1)];
  if (first === undefined || last === undefined) return points;
  const [firstTime, lastTime] = extentOf(doubtful.map((point) => point.time));
  const range = { start: first.step, end: last.step, times: { first: firstTime, last: lastTime } };
  const sources = series.count > series.loose ? ALL : LOOSE;
  const known = new Set(identities(await readStored(sql, dialect, place, sources, range), range.times));
  return points.filter((point) => !known.has(identity(point)));
}

interface Times {
  readonly first: Int64;
  readonly last: Int64;
}

function identities({ steps, timestamps, values }: PointColumns, times: Times): string[] {
  const found: string[] = [];
  for (const [i, value] of values.entries()) {
    const time = int64At(timestamps, i);
    if (time >= times.first && time <= times.last) found.push(identity({ step: int64At(steps, i), time, value }));
  }
  return found;
}

/** Text that is the same for points that count as one; -0 and 0 are one value, as in the databases. */
function identity(point: Point): string {
  return `${point.step} ${point.time} ${point.value + 0}`;
}

/** Sorts points and takes equal ones once. */
export function sortedOnce(points: readonly Point[]): Point[] {
  const sorted = points.toSorted(comparePoints);
  return sorted.filter((point, index) => {
    const before = sorted[index - 1];
    return before === undefined || comparePoints(before, point) !== 0;
  });
}
