import type { Int64 } from "@millrace/contract";

/**
 * The value of a metric from its form on the wire. MLflow's protocol has no infinity: it stands for it with the largest
 * finite number, which becomes infinite again.
 */
export function metricValue(wire: number | string): number {
  const value = Number(wire);
  return Math.abs(value) === Number.MAX_VALUE ? value * 2 : value;
}

/** A time or step as a number. Beyond 2^53 it is rounded; the client's calls give it exactly. */
export function plainNumber(value: Int64): number {
  return Number(value);
}
