import type { Int64 } from "@millrace/contract";
import type { StepRange } from "../series/downsample.ts";

/** Conditions that a row's steps reach into a range: `low` is compared with its start, `high` with its end. */
export function stepBounds(range: StepRange, low: string, high: string): { text: string; params: Int64[] } {
  const parts: [string, Int64][] = [];
  if (range.start !== undefined) parts.push([` AND ${low} >= ?`, range.start]);
  if (range.end !== undefined) parts.push([` AND ${high} <= ?`, range.end]);
  return { text: parts.map(([text]) => text).join(""), params: parts.map(([, param]) => param) };
}
