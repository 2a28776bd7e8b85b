import { isLater, type Point } from "./point.ts";

/**
 * What is known of a series without reading its points. `count` is of all points; `min`, `max`, `sum` and `sumSquares`
 * leave NaN out; `min` and `max` are null while all points are NaN.
 */
export interface Aggregates {
  readonly last: Point;
  readonly count: number;
  readonly nans: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number;
  readonly sumSquares: number;
}

/** The aggregates of a series after points were added; `before` is undefined for a new series. */
export function addPoints(before: Aggregates | undefined, points: readonly [Point, ...Point[]]): Aggregates {
  let { last, count, nans, min, max, sum, sumSquares } = before ?? emptyBefore(points[0]);
  for (const point of points) {
    if (isLater(point, last)) last = point;
    count += 1;
    if (Number.isNaN(point.value)) {
      nans += 1;
      continue;
    }
    min = min === null ? point.value : Math.min(min, point.value);
    max = max === null ? point.value : Math.max(max, point.value);
    sum += point.value;
    sumSquares += point.value * point.value;
  }
  return { last, count, nans, min, max, sum, sumSquares };
}

function emptyBefore(first: Point): Aggregates {
  return { last: first, count: 0, nans: 0, min: null, max: null, sum: 0, sumSquares: 0 };
}
