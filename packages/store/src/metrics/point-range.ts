import type { Int64 } from "@millrace/contract";
import type { StepRange } from "../series/downsample.ts";

/** A range of points: of steps, and of times (ms), which only spares rows: points outside of it may be read too. */
export interface PointRange extends StepRange {
  readonly times?: { readonly first: Int64; readonly last: Int64 };
}

interface Bounds {
  readonly text: string;
  readonly params: Int64[];
}

/** Conditions that a block or a segment may hold points of a range. */
export function rowBounds(range: PointRange): Bounds {
  return bounds([
    [range.start, "last_step >= ?"],
    [range.end, "first_step <= ?"],
    [range.times?.first, "last_ms >= ?"],
    [range.times?.last, "first_ms <= ?"],
  ]);
}

/** Conditions that a single point is in a range. */
export function pointBounds(range: PointRange): Bounds {
  return bounds([
    [range.start, "step >= ?"],
    [range.end, "step <= ?"],
    [range.times?.first, "time_ms >= ?"],
    [range.times?.last, "time_ms <= ?"],
  ]);
}

function bounds(conditions: readonly (readonly [Int64 | undefined, string])[]): Bounds {
  const given = conditions.flatMap(([param, text]) => (param === undefined ? [] : [{ param, text }]));
  return { text: given.map(({ text }) => ` AND ${text}`).join(""), params: given.map(({ param }) => param) };
}
