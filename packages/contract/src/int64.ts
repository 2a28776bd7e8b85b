/** A 64-bit integer: a `number` when it is a safe integer, else a `bigint`. */
export type Int64 = number | bigint;

/** The least 64-bit integer. */
export const INT64_MIN = -(2n ** 63n);

/** The greatest 64-bit integer. */
export const INT64_MAX = 2n ** 63n - 1n;

/** Brings an integer into its one form: `number` when safe, else `bigint`. */
export function toInt64(value: bigint): Int64 {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}
