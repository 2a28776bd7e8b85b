import { type Int64, INT64_MAX, INT64_MIN, toInt64 } from "@millrace/contract";

/** An integer column read through `Dialect.int64Column`: text when it is beyond 2^53. */
export type Int64Cell = number | bigint | string;

export function readInt64(cell: Int64Cell): Int64 {
  return typeof cell === "number" ? cell : toInt64(BigInt(cell));
}

/** The least and the greatest of some integers. */
export function extentOf(values: readonly Int64[]): [low: Int64, high: Int64] {
  let [low, high]: [Int64, Int64] = [INT64_MAX, INT64_MIN];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** SQLite turns NaN into NULL, so a metric value NaN is kept as this text, which sorts after all numbers. */
export const NAN_TEXT = "NaN";

/** A metric value as the database gives it. */
export type DoubleCell = number | typeof NAN_TEXT;

export function readDouble(cell: DoubleCell): number {
  return typeof cell === "number" ? cell : Number.NaN;
}

/** A metric value as a parameter. Both databases order numbers first and NaN last. */
export function doubleCell(value: number): DoubleCell {
  return Number.isNaN(value) ? NAN_TEXT : value;
}

/** `?, ?, ?` for a list of parameters. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}
