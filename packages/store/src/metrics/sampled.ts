import type { Int64 } from "@millrace/contract";
import type { Dialect, Sql } from "../database/sql.ts";
import { readInt64 } from "../database/values.ts";
import { decodeBlock } from "../series/block.ts";
import { pointsWithin, type StepRange } from "../series/downsample.ts";
import { intervalIndices } from "../series/interval.ts";
import { concatPoints, gatherPoints, int64At, type PointColumns } from "../series/points.ts";
import type { SeriesPlace } from "./place.ts";
import { orderedBy } from "./point-order.ts";
import { ALL, readRows, type StoredRow, unpack } from "./stored.ts";

/** A part of a series: points that lie in it by step, time and value, and are given by their places in it. */
interface Part {
  readonly first: Int64;
  readonly last: Int64;
  readonly count: number;
  readonly pick: (at: Uint32Array) => PointColumns;
}

/**
 * Reads at most `most` points that stand for all of a range of steps, as `intervalIndices` picks them. Of blocks that
 * follow one another in steps, which is the rule, only those points are unpacked.
 */
export async function readSampled(
  sql: Sql,
  dialect: Dialect,
  place: SeriesPlace,
  range: StepRange,
  most: number,
): Promise<PointColumns> {
  const rows = await readRows(sql, dialect, place, ALL, range);
  const parts = partsOf(rows, range) ?? [decodedPart(orderedBy("step", unpack(rows, range)))];
  const indices = intervalIndices(
    parts.reduce((sum, part) => sum + part.count, 0),
    most,
  );
  const picked: PointColumns[] = [];
  let before = 0;
  let next = 0;
  for (const { count, pick } of parts) {
    const start = next;
    while (next < indices.length && (indices[next] ?? 0) < before + count) next += 1;
    if (next > start) picked.push(pick(Uint32Array.from(indices.subarray(start, next), (index) => index - before)));
    before += count;
  }
  return concatPoints(picked);
}

/** The parts of a series in the order of steps, or undefined when they overlap. */
function partsOf(rows: readonly StoredRow[], range: StepRange): Part[] | undefined {
  const parts: Part[] = [];
  const loose: StoredRow[] = [];
  for (const row of rows) {
    const { body, points, first, last } = row;
    if (body === null || points === null || first === null || last === null) {
      loose.push(row);
      continue;
    }
    const extent = { first: readInt64(first), last: readInt64(last) };
    if (isWithin(extent, range)) parts.push({ ...extent, count: points, pick: (at) => decodeBlock(body, at) });
    else parts.push(decodedPart(pointsWithin(decodeBlock(body), range)));
  }
  if (loose.length > 0) parts.push(decodedPart(orderedBy("step", unpack(loose, range))));
  const filled = parts.filter((part) => part.count > 0).sort((a, b) => (a.first < b.first ? -1 : 1));
  const overlaps = filled.some(({ first }, index) => {
    const before = filled[index - 1];
    return before !== undefined && first <= before.last;
  });
  return overlaps ? undefined : filled;
}

function isWithin({ first, last }: Pick<Part, "first" | "last">, { start, end }: StepRange): boolean {
  return (start === undefined || start <= first) && (end === undefined || last <= end);
}

function decodedPart(points: PointColumns): Part {
  const count = points.values.length;
  return {
    first: count === 0 ? 0 : int64At(points.steps, 0),
    last: count === 0 ? 0 : int64At(points.steps, count - 1),
    count,
    pick: (at) => gatherPoints(points, at),
  };
}
