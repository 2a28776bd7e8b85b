/** The middle and the ends of a list of figures. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** Median, least and greatest. Throws on an empty list. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: percentileOf(sorted, 0.5), min: percentileOf(sorted, 0), max: percentileOf(sorted, 1) };
}

/** The value below which the given share (0..1) of the list lies, interpolated between neighbours. */
export function percentile(values: readonly number[], share: number): number {
  return percentileOf(
    values.toSorted((a, b) => a - b),
    share,
  );
}

function percentileOf(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) throw new Error("no figures to take a percentile of");
  return low + (high - low) * (position - Math.floor(position));
}
