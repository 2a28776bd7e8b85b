import assert from "node:assert/strict";
import type { BucketColumns } from "../../src/series/buckets.ts";
import { int64At, type PointColumns } from "../../src/series/points.ts";

/** Checks every bucket against the points that it stands for, which are told by the counts of the buckets before. */
export function assertTrueBuckets(buckets: BucketColumns, points: PointColumns): void {
  let start = 0;
  for (const [b, count] of buckets.counts.entries()) {
    assertTrueBucket(buckets, b, points, start);
    start += count;
  }
  assert.equal(start, points.values.length, "every point is in one bucket");
}

function assertTrueBucket(buckets: BucketColumns, b: number, points: PointColumns, start: number): void {
  const end = start + (buckets.counts[b] ?? 0);
  const values = [...points.values.subarray(start, end)];
  const finite = values.filter(Number.isFinite);
  const stepOf = (value: number) => int64At(points.steps, finite.length ? start + values.indexOf(value) : start);
  const min = finite.length ? finite.reduce((a, v) => (v < a ? v : a)) : NaN;
  const max = finite.length ? finite.reduce((a, v) => (v > a ? v : a)) : NaN;
  assert.deepEqual(
    {
      firstStep: int64At(buckets.firstSteps, b),
      lastStep: int64At(buckets.lastSteps, b),
      firstTimestamp: int64At(buckets.firstTimestamps, b),
      lastTimestamp: int64At(buckets.lastTimestamps, b),
      min: (buckets.mins[b] ?? 0) + 0,
      minStep: int64At(buckets.minSteps, b),
      max: (buckets.maxs[b] ?? 0) + 0,
      maxStep: int64At(buckets.maxSteps, b),
      nans: buckets.nans[b],
      infinities: buckets.infinities[b],
      negativeInfinities: buckets.negativeInfinities[b],
    },
    {
      firstStep: int64At(points.steps, start),
      lastStep: int64At(points.steps, end - 1),
      firstTimestamp: int64At(points.timestamps, start),
      lastTimestamp: int64At(points.timestamps, end - 1),
      min: min + 0,
      minStep: stepOf(min),
      max: max + 0,
      maxStep: stepOf(max),
      nans: values.filter(Number.isNaN).length,
      infinities: values.filter((value) => value === Infinity).length,
      negativeInfinities: values.filter((value) => value === -Infinity).length,
    },
  );
  assertTrueMean(buckets.means[b] ?? 0, finite, min, max);
}

function assertTrueMean(mean: number, finite: readonly number[], min: number, max: number): void {
  if (finite.length === 0) return assert.ok(Number.isNaN(mean));
  const sum = finite.reduce((before, value) => before + value / finite.length, 0);
  const expected = Math.max(min, Math.min(sum, max));
  const largest = Math.max(Math.abs(min), Math.abs(max));
  // Each pass through a stored summary may move a mean by 2^-25 of its bucket's range, and additions round.
  const tolerance = max / 1e5 - min / 1e5 + largest * 1e-9 + Number.MIN_VALUE * finite.length;
  assert.ok(Math.abs(mean - expected) <= tolerance, `mean ${mean}, expected ${expected}`);
}
