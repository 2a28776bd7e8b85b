import { gatherPoints, type Int64Column, type PointColumns } from "../series/points.ts";

/**
 * Points by step, time, value (`step`) or by time, step, value (`time`), as MLflow orders them: NaN counts as 0 and comes
 * after it. Points that are so already, which is the rule, are given back as they are.
 */
export function orderedBy(order: "step" | "time", points: PointColumns): PointColumns {
  const { steps, timestamps, values } = points;
  const [major, minor] = order === "step" ? [steps, timestamps] : [timestamps, steps];
  const compare = (a: number, b: number): number =>
    compareAt(major, a, b) || compareAt(minor, a, b) || compareValues(values[a] ?? 0, values[b] ?? 0);
  if (isRising(major) || isOrdered(values.length, compare)) return points;
  const indices = Uint32Array.from(values, (_, index) => index).sort(compare);
  return gatherPoints(points, indices);
}

/** Whether each element is larger than the one before: the commonest order, and the cheapest to see. */
function isRising(column: Int64Column): boolean {
  if (!(column instanceof Float64Array)) return false;
  for (let i = 1; i < column.length; i++) if (!((column[i - 1] ?? 0) < (column[i] ?? 0))) return false;
  return true;
}

function isOrdered(count: number, compare: (a: number, b: number) => number): boolean {
  for (let i = 1; i < count; i++) if (compare(i - 1, i) > 0) return false;
  return true;
}

function compareAt(column: Int64Column, a: number, b: number): number {
  const [x = 0, y = 0] = [column[a], column[b]];
  if (x < y) return -1;
  return x > y ? 1 : 0;
}

function compareValues(a: number, b: number): number {
  const order = (Number.isNaN(a) ? 0 : a) - (Number.isNaN(b) ? 0 : b) || 0;
  return order === 0 ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : order;
}
