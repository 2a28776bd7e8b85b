import { type BucketColumns, bucketPoints, concatBuckets, finiteCounts, mergeBuckets } from "./buckets.ts";
import { ByteReader, ByteWriter, damaged } from "./bytes.ts";
import { readFloats, writeFloats } from "./floats.ts";
import { openFrame, sealFrame } from "./frame.ts";
import { readIntegers, writeIntegers } from "./integers.ts";
import type { Int64Column, PointColumns } from "./points.ts";

/** The points in one bucket of a block's summary. */
export const BUCKET_SIZE = 64;

/** The most buckets in the summary of a whole series: enough for a chart, small enough to write with every block. */
export const SERIES_BUCKETS = 1024;

const COLUMNS = 13;
const MAX_BUCKETS = 65_536;
const MAX_BODY = MAX_BUCKETS * COLUMNS * 8 + 512;

/** Means are stored as one of this many steps between the smallest and the largest value of their bucket. */
const MEAN_STEPS = 2 ** 24 - 1;

/** The buckets of a block: BUCKET_SIZE points each, the last one the rest. */
export function summarise(points: PointColumns): BucketColumns {
  const buckets = Math.ceil(points.values.length / BUCKET_SIZE);
  return bucketPoints(
    points,
    Uint32Array.from({ length: buckets }, (_, b) => b * BUCKET_SIZE),
  );
}

/**
 * One summary over many, given in the order of their steps: at most `maxBuckets` buckets of nearly equal size, which
 * is BUCKET_SIZE doubled until they fit. The summary of a series and that of its next block give the series' new one.
 */
export function mergeSummaries(summaries: readonly BucketColumns[], maxBuckets = SERIES_BUCKETS): BucketColumns {
  const all = concatBuckets(summaries);
  const points = all.counts.reduce((sum, count) => sum + count, 0);
  let size = BUCKET_SIZE;
  while (points > size * maxBuckets) size *= 2;
  const starts: number[] = [];
  let before = 0;
  let cell = -1;
  for (let i = 0; i < all.counts.length; i++) {
    if (Math.floor(before / size) !== cell) starts.push(i);
    cell = Math.floor(before / size);
    before += all.counts[i] ?? 0;
  }
  return mergeBuckets(all, Uint32Array.from(starts));
}

/**
 * Packs a summary of at most 65,536 buckets. All of it comes back exactly but the means, which are rounded to within
 * 2^-24 of the distance between their bucket's smallest and largest value. Throws RangeError for more buckets.
 */
export function encodeSummary(buckets: BucketColumns): Uint8Array {
  const count = buckets.counts.length;
  if (count > MAX_BUCKETS) throw new RangeError(`A summary holds at most ${MAX_BUCKETS} buckets, not ${count}.`);
  const finite = finiteCounts(buckets);
  const zeroed = (column: Float64Array): Float64Array => column.map((value, i) => (finite[i] === 0 ? 0 : value));
  const writer = new ByteWriter(count * 32);
  writer.varint(count);
  for (const column of integersOf(buckets)) writeIntegers(writer, column);
  writeIntegers(writer, meanSteps(buckets));
  writeFloats(writer, zeroed(buckets.mins));
  writeFloats(writer, zeroed(buckets.maxs));
  return sealFrame("summary", writer.finish());
}

/** Unpacks a summary. Throws INTERNAL_ERROR if the bytes are not what encodeSummary made. */
export function decodeSummary(bytes: Uint8Array): BucketColumns {
  const reader = new ByteReader(openFrame("summary", bytes, MAX_BODY));
  const length = reader.varint();
  if (length > MAX_BUCKETS) throw damaged("it claims too many buckets");
  // In the order of integersOf: an object's members are evaluated as they are written.
  const columns = {
    counts: readCounts(reader, length),
    nans: readCounts(reader, length),
    infinities: readCounts(reader, length),
    negativeInfinities: readCounts(reader, length),
    firstSteps: readIntegers(reader, length),
    lastSteps: readIntegers(reader, length),
    minSteps: readIntegers(reader, length),
    maxSteps: readIntegers(reader, length),
    firstTimestamps: readIntegers(reader, length),
    lastTimestamps: readIntegers(reader, length),
    means: readCounts(reader, length),
    mins: readFloats(reader, length),
    maxs: readFloats(reader, length),
  };
  reader.end();
  restoreMeans(columns);
  return columns;
}

function integersOf(buckets: BucketColumns): readonly Int64Column[] {
  return [
    buckets.counts,
    buckets.nans,
    buckets.infinities,
    buckets.negativeInfinities,
    buckets.firstSteps,
    buckets.lastSteps,
    buckets.minSteps,
    buckets.maxSteps,
    buckets.firstTimestamps,
    buckets.lastTimestamps,
  ];
}

function readCounts(reader: ByteReader, length: number): Float64Array {
  const column = readIntegers(reader, length);
  if (column instanceof Float64Array) return column;
  throw damaged("a count is too large");
}

/** Each mean as a whole number of steps above its bucket's smallest value; halves keep huge ranges finite, and only they. */
function meanSteps({ means, mins, maxs }: BucketColumns): Float64Array {
  return means.map((mean, i) => {
    const [min, max] = [mins[i] ?? NaN, maxs[i] ?? NaN];
    const range = max - min;
    const share = Number.isFinite(range) ? (mean - min) / range : (mean / 2 - min / 2) / (max / 2 - min / 2);
    return Math.round(Math.min(Math.max(share, 0), 1) * MEAN_STEPS) || 0;
  });
}

/** Turns the steps that were read into means, and gives buckets without finite values their NaNs back. */
function restoreMeans(columns: BucketColumns): void {
  const { means, mins, maxs } = columns;
  const finite = finiteCounts(columns);
  for (let i = 0; i < means.length; i++) {
    if (finite[i] === 0) mins[i] = maxs[i] = NaN;
    const share = (means[i] ?? 0) / MEAN_STEPS;
    const [min, max] = [mins[i] ?? NaN, maxs[i] ?? NaN];
    const range = max - min;
    if (share === 0) means[i] = min;
    else means[i] = Number.isFinite(range) ? min + range * share : min * (1 - share) + max * share;
  }
}
