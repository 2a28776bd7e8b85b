import type { WireColumn } from "@millrace/contract";
import type { BucketColumns } from "./buckets.ts";
import type { Downsampled } from "./downsample.ts";

/**
 * The columns of a down-sampled series as the binary answer carries them. Points are `steps`, `timestamps` and
 * `values`; buckets are the columns of BucketColumns under the same names, counts as 32-bit integers, without the
 * columns `nans`, `infinities` and `negativeInfinities` where they hold nothing but zeros.
 */
export function wireColumns(series: Downsampled): Record<string, WireColumn> {
  if (series.kind === "points") return { ...series.points };
  const { counts, nans, infinities, negativeInfinities, ...columns } = series.buckets;
  return {
    ...columns,
    counts: Uint32Array.from(counts),
    ...unlessZero("nans", nans),
    ...unlessZero("infinities", infinities),
    ...unlessZero("negativeInfinities", negativeInfinities),
  };
}

function unlessZero(name: keyof BucketColumns, counts: Float64Array): Record<string, WireColumn> {
  return counts.some((count) => count > 0) ? { [name]: Uint32Array.from(counts) } : {};
}
