import type { Int64, MetricInput } from "@millrace/contract";
import { int64Column, type PointColumns } from "../series/points.ts";

/** One point of a series. */
export interface Point {
  readonly step: Int64;
  readonly time: Int64;
  readonly value: number;
}

/** A point as a request gives it; the step is 0 when absent. */
export function toPoint(metric: MetricInput): Point {
  return { step: metric.step ?? 0, time: metric.timestamp, value: metric.value };
}

/** Points as columns. */
export function toColumns(points: readonly Point[]): PointColumns {
  return {
    steps: int64Column(points.map((point) => point.step)),
    timestamps: int64Column(points.map((point) => point.time)),
    values: Float64Array.from(points, (point) => point.value),
  };
}

/** The order of points in a series: step, time, value; NaN last. Negative, 0 or positive. */
export function comparePoints(a: Point, b: Point): number {
  return compare(a.step, b.step) || compare(a.time, b.time) || compareValues(a.value, b.value);
}

function compare(a: Int64, b: Int64): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function compareValues(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b || 0;
}

/** Whether `a` is later than `b` for "the latest value of a metric": by step, time, value, where NaN counts as 0. */
export function isLater(a: Point, b: Point): boolean {
  const order = compare(a.step, b.step) || compare(a.time, b.time);
  return order === 0 ? rank(a.value) >= rank(b.value) : order > 0;
}

function rank(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
