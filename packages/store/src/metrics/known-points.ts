import type { Dialect, Sql } from "../database/sql.ts";
import { int64At, type PointColumns } from "../series/points.ts";
import { readLoosePoints } from "./loose.ts";
import type { SeriesPlace } from "./place.ts";
import { comparePoints, type Point } from "./point.ts";
import { readBlocks } from "./series.ts";
import type { Series } from "./series-rows.ts";

/**
 * Leaves out the points that the series has already. `points` are sorted and without doubles. Points after the series'
 * latest are new without a look; only for the others the stored points of their steps are read.
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
  const range = { start: first.step, end: last.step };
  const stored = [await readLoosePoints(sql, dialect, place, range)];
  if (series.count > series.loose) stored.push(...(await readBlocks(sql, place, range)));
  const known = new Set(stored.flatMap(identities));
  return points.filter((point) => !known.has(identity(point)));
}

function identities({ steps, timestamps, values }: PointColumns): string[] {
  return Array.from(values, (value, i) => identity({ step: int64At(steps, i), time: int64At(timestamps, i), value }));
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
