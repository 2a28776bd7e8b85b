import { type Int64, invalidParameter } from "@millrace/contract";
import { type BucketColumns, bucketPoints, mergeBuckets, sliceBuckets } from "./buckets.ts";
import { type Int64Column, lowerBound, type PointColumns, slicePoints, upperBound } from "./points.ts";

/** The steps to keep, both ends included; an end that is not given is open. */
export interface StepRange {
  readonly start?: Int64 | undefined;
  readonly end?: Int64 | undefined;
}

/** A series made small enough to draw: its points where they are few, otherwise buckets of them. */
export type Downsampled =
  | { readonly kind: "points"; readonly points: PointColumns }
  | { readonly kind: "buckets"; readonly buckets: BucketColumns };

/** The points within a range of steps: views, nothing is copied. */
export function pointsWithin(points: PointColumns, range: StepRange): PointColumns {
  const start = range.start === undefined ? 0 : lowerBound(points.steps, range.start);
  const end = range.end === undefined ? points.steps.length : upperBound(points.steps, range.end);
  return slicePoints(points, start, end);
}

/**
 * The buckets that have a step within a range. The first and the last may reach beyond it: where that matters, gather
 * the points of the blocks at the edges with `pointsWithin` and `summarise` instead.
 */
export function bucketsWithin(buckets: BucketColumns, range: StepRange): BucketColumns {
  const start = range.start === undefined ? 0 : lowerBound(buckets.lastSteps, range.start);
  const end = range.end === undefined ? buckets.counts.length : upperBound(buckets.firstSteps, range.end);
  return sliceBuckets(buckets, start, end);
}

/** At most `width` buckets of the points within a range, or the points themselves if they are no more than that. */
export function downsamplePoints(points: PointColumns, width: number, range: StepRange = {}): Downsampled {
  checkWidth(width);
  const within = pointsWithin(points, range);
  if (within.values.length <= width) return { kind: "points", points: within };
  const ones = new Float64Array(within.values.length).fill(1);
  return { kind: "buckets", buckets: bucketPoints(within, cellStarts(within.steps, ones, width)) };
}

/** At most `width` buckets made of the buckets that have a step within a range. */
export function downsampleBuckets(buckets: BucketColumns, width: number, range: StepRange = {}): BucketColumns {
  checkWidth(width);
  const within = bucketsWithin(buckets, range);
  if (within.counts.length <= width) return within;
  return mergeBuckets(within, cellStarts(within.firstSteps, within.counts, width));
}

function checkWidth(width: number): void {
  if (Number.isSafeInteger(width) && width >= 1) return;
  throw invalidParameter(`The width of a down-sampled series must be a whole number from 1, not ${width}.`);
}

/**
 * Where the cells of a grid of `width` begin. An element's place on the grid is half its share of the range of steps
 * and half its rank, the share of points (`counts` of them an element) before it: evenly logged series get cells of
 * equal size, bursts and gaps both keep at least half of the resolution, and a series logged all on one step is cut by
 * rank alone.
 */
function cellStarts(steps: Int64Column, counts: Float64Array, width: number): Uint32Array {
  const first = Number(steps[0]);
  const range = Number(steps[steps.length - 1]) - first;
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i] ?? 0;
  const starts = new Uint32Array(width);
  let used = 0;
  let cell = -1;
  let before = 0;
  for (let i = 0; i < counts.length; i++) {
    const rank = before / total;
    const share = range === 0 ? rank : (Number(steps[i]) - first) / range;
    const next = Math.min(Math.floor((width * (rank + share)) / 2), width - 1);
    if (next > cell) starts[used++] = i;
    cell = next;
    before += counts[i] ?? 0;
  }
  return starts.subarray(0, used);
}
