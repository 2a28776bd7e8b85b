import {
  concatColumns,
  concatFloats,
  gatherColumn,
  gatherFloats,
  type Int64Column,
  type PointColumns,
} from "./points.ts";

/**
 * Neighbouring points of one metric drawn together as a bucket, as columns with one element a bucket. NaN and
 * ±Infinity are counted apart: `mins`, `maxs` and `means` are of the finite values alone, and NaN where a bucket has
 * none (its `minSteps` and `maxSteps` then are its first step).
 */
export interface BucketColumns {
  /** Points of any value. */
  readonly counts: Float64Array;
  readonly firstSteps: Int64Column;
  readonly lastSteps: Int64Column;
  /** Milliseconds, of the first and the last point in the order of steps. */
  readonly firstTimestamps: Int64Column;
  readonly lastTimestamps: Int64Column;
  readonly mins: Float64Array;
  /** The first step that has the smallest value. */
  readonly minSteps: Int64Column;
  readonly maxs: Float64Array;
  /** The first step that has the largest value. */
  readonly maxSteps: Int64Column;
  readonly means: Float64Array;
  readonly nans: Float64Array;
  readonly infinities: Float64Array;
  readonly negativeInfinities: Float64Array;
}

/** Gathers points into buckets. `starts` has the index of each bucket's first point, ascending from 0. */
export function bucketPoints(points: PointColumns, starts: Uint32Array): BucketColumns {
  const { steps, timestamps, values } = points;
  const ends = endsOf(starts, values.length);
  const tally = newTally(starts.length);
  for (let b = 0; b < starts.length; b++) tallyPoints(tally, b, values, starts[b] ?? 0, ends[b] ?? 0);
  const { minAt, maxAt, ...columns } = tally;
  return {
    ...columns,
    firstSteps: gatherColumn(steps, starts),
    lastSteps: gatherColumn(steps, ends),
    firstTimestamps: gatherColumn(timestamps, starts),
    lastTimestamps: gatherColumn(timestamps, ends),
    minSteps: gatherColumn(steps, minAt),
    maxSteps: gatherColumn(steps, maxAt),
  };
}

/** Gathers buckets into larger ones. `starts` has the index of each new bucket's first old one, ascending from 0. */
export function mergeBuckets(buckets: BucketColumns, starts: Uint32Array): BucketColumns {
  const ends = endsOf(starts, buckets.counts.length);
  const tally = newTally(starts.length);
  for (let b = 0; b < starts.length; b++) tallyBuckets(tally, b, buckets, starts[b] ?? 0, ends[b] ?? 0);
  const { minAt, maxAt, ...columns } = tally;
  return {
    ...columns,
    firstSteps: gatherColumn(buckets.firstSteps, starts),
    lastSteps: gatherColumn(buckets.lastSteps, ends),
    firstTimestamps: gatherColumn(buckets.firstTimestamps, starts),
    lastTimestamps: gatherColumn(buckets.lastTimestamps, ends),
    minSteps: gatherColumn(buckets.minSteps, minAt),
    maxSteps: gatherColumn(buckets.maxSteps, maxAt),
  };
}

/** All buckets one after the other; the caller gives them in the order of their steps. */
export function concatBuckets(parts: readonly BucketColumns[]): BucketColumns {
  return mapColumns(
    (read) => concatColumns(parts.map(read)),
    (read) => concatFloats(parts.map(read)),
  );
}

/** The buckets from index `start` up to, not including, `end`. */
export function sliceBuckets(buckets: BucketColumns, start: number, end: number): BucketColumns {
  const indices = Uint32Array.from({ length: Math.max(end - start, 0) }, (_, i) => start + i);
  return mapColumns(
    (read) => gatherColumn(read(buckets), indices),
    (read) => gatherFloats(read(buckets), indices),
  );
}

/** How many finite values each bucket has. */
export function finiteCounts(buckets: Counts): Float64Array {
  return buckets.counts.map((_, i) => finiteCount(buckets, i));
}

type Counts = Pick<BucketColumns, "counts" | "nans" | "infinities" | "negativeInfinities">;
type Tally = ReturnType<typeof newTally>;

function newTally(length: number) {
  return {
    counts: new Float64Array(length),
    mins: new Float64Array(length).fill(NaN),
    maxs: new Float64Array(length).fill(NaN),
    means: new Float64Array(length).fill(NaN),
    nans: new Float64Array(length),
    infinities: new Float64Array(length),
    negativeInfinities: new Float64Array(length),
    minAt: new Uint32Array(length),
    maxAt: new Uint32Array(length),
  };
}

/** The index of the last element of each bucket. */
function endsOf(starts: Uint32Array, length: number): Uint32Array {
  return starts.map((_, b) => (starts[b + 1] ?? length) - 1);
}

function tallyPoints(tally: Tally, bucket: number, values: Float64Array, first: number, last: number): void {
  let [min, max, minAt, maxAt] = [Infinity, -Infinity, first, first];
  let mean = 0;
  let finite = 0;
  for (let i = first; i <= last; i++) {
    const value = values[i] ?? 0;
    if (Number.isFinite(value)) {
      finite++;
      if (value < min) [min, minAt] = [value, i];
      if (value > max) [max, maxAt] = [value, i];
      mean += value;
    } else if (value > 0) add(tally.infinities, bucket, 1);
    else if (value < 0) add(tally.negativeInfinities, bucket, 1);
    else add(tally.nans, bucket, 1);
  }
  tally.counts[bucket] = last - first + 1;
  tally.minAt[bucket] = minAt;
  tally.maxAt[bucket] = maxAt;
  if (finite === 0) return;
  tally.mins[bucket] = min;
  tally.maxs[bucket] = max;
  tally.means[bucket] = Number.isFinite(mean) ? mean / finite : meanOfHuge(values, first, last, finite);
}

/** The mean of values whose sum is beyond the range of a double. */
function meanOfHuge(values: Float64Array, first: number, last: number, finite: number): number {
  let mean = 0;
  for (const value of values.subarray(first, last + 1)) if (Number.isFinite(value)) mean += value / finite;
  return Math.max(-Number.MAX_VALUE, Math.min(mean, Number.MAX_VALUE));
}

function tallyBuckets(tally: Tally, bucket: number, from: BucketColumns, first: number, last: number): void {
  let [min, max, minAt, maxAt] = [Infinity, -Infinity, first, first];
  for (let i = first; i <= last; i++) {
    add(tally.counts, bucket, from.counts[i]);
    add(tally.nans, bucket, from.nans[i]);
    add(tally.infinities, bucket, from.infinities[i]);
    add(tally.negativeInfinities, bucket, from.negativeInfinities[i]);
    // A bucket without finite values has NaN here, which is neither smaller nor larger.
    const [low, high] = [from.mins[i] ?? NaN, from.maxs[i] ?? NaN];
    if (low < min) [min, minAt] = [low, i];
    if (high > max) [max, maxAt] = [high, i];
  }
  tally.minAt[bucket] = minAt;
  tally.maxAt[bucket] = maxAt;
  const finite = finiteCount(tally, bucket);
  if (finite === 0) return;
  tally.mins[bucket] = min;
  tally.maxs[bucket] = max;
  tally.means[bucket] = 0;
  for (let i = first; i <= last; i++) {
    const share = finiteCount(from, i) / finite;
    if (share > 0) add(tally.means, bucket, (from.means[i] ?? 0) * share);
  }
  // Rounding may carry the mean of the largest doubles beyond them.
  tally.means[bucket] = Math.max(min, Math.min(tally.means[bucket] ?? 0, max));
}

function add(column: Float64Array, index: number, amount = 0): void {
  column[index] = (column[index] ?? 0) + amount;
}

function finiteCount(buckets: Counts, index: number): number {
  const { counts, nans, infinities, negativeInfinities } = buckets;
  return (counts[index] ?? 0) - (nans[index] ?? 0) - (infinities[index] ?? 0) - (negativeInfinities[index] ?? 0);
}

/** Makes every column of a set of buckets from a reader of that column. */
function mapColumns(
  integers: (read: (buckets: BucketColumns) => Int64Column) => Int64Column,
  floats: (read: (buckets: BucketColumns) => Float64Array) => Float64Array,
): BucketColumns {
  return {
    counts: floats((buckets) => buckets.counts),
    firstSteps: integers((buckets) => buckets.firstSteps),
    lastSteps: integers((buckets) => buckets.lastSteps),
    firstTimestamps: integers((buckets) => buckets.firstTimestamps),
    lastTimestamps: integers((buckets) => buckets.lastTimestamps),
    mins: floats((buckets) => buckets.mins),
    minSteps: integers((buckets) => buckets.minSteps),
    maxs: floats((buckets) => buckets.maxs),
    maxSteps: integers((buckets) => buckets.maxSteps),
    means: floats((buckets) => buckets.means),
    nans: floats((buckets) => buckets.nans),
    infinities: floats((buckets) => buckets.infinities),
    negativeInfinities: floats((buckets) => buckets.negativeInfinities),
  };
}
