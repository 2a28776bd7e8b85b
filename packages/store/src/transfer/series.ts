import type { Int64 } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Dialect, Sql, SqlValue } from "../database/sql.ts";
import { type Aggregates, addPoints } from "../metrics/aggregates.ts";
import { deleteLoosePoints, extent, type NewPoints, writeLoosePoints } from "../metrics/loose.ts";
import { BLOCKS } from "../metrics/packer.ts";
import type { SeriesPlace } from "../metrics/place.ts";
import { comparePoints, type Point } from "../metrics/point.ts";
import { orderedBy } from "../metrics/point-order.ts";
import { METRIC, readSeriesRows, type Series, seriesRow } from "../metrics/series-rows.ts";
import { ALL, readStored } from "../metrics/stored.ts";
import { SUMMARY } from "../metrics/summary.ts";
import { BLOCK_SIZE, encodeBlock } from "../series/block.ts";
import type { BucketColumns } from "../series/buckets.ts";
import { concatPoints, gatherColumn, gatherFloats, int64At, type PointColumns, slicePoints } from "../series/points.ts";
import { encodeSummary, mergeSummaries, summarise } from "../series/pyramid.ts";

/** A series to be kept: where, and all points that it has at the source. */
export interface GivenSeries {
  readonly run: { readonly id: number; readonly experimentId: Int64 };
  readonly keyId: number;
  readonly points: PointColumns;
  readonly lastValue: number | undefined;
}

/** Summaries of so many blocks are merged into one, so that a long series holds few of them at once. */
const MERGED_BLOCKS = 256;

const KEYS_AT_ONCE = 512;

/**
 * Keeps whole series as packed blocks with their summaries. Of a series that is there already the points of both sides
 * are kept; one that has the same points stays as it is.
 */
export async function writeGivenSeries(sql: Sql, dialect: Dialect, given: readonly GivenSeries[]): Promise<void> {
  const before = await readExisting(sql, dialect, given);
  const rows: SqlValue[][] = [];
  const loose: NewPoints[] = [];
  for (const series of given) {
    const place = { runId: series.run.id, keyId: series.keyId };
    const existing = before.get(series.run.id)?.get(series.keyId);
    const points = await withExisting(sql, dialect, place, existing, uniquePoints(series.points));
    if (points === undefined || points.values.length === 0) continue;
    const packed = await writeBlocks(sql, place, points);
    const count = points.values.length;
    if (packed < count) loose.push({ place, points: slicePoints(points, packed, count) });
    const known = aggregatesOf(points, series.lastValue);
    rows.push(seriesRow(series.run, series.keyId, { ...known, loose: count - packed }));
  }
  if (loose.length > 0) await writeLoosePoints(sql, loose);
  if (rows.length > 0) await sql.insert(METRIC, rows);
}

/** The series that are there already, by run and key; their runs are held, so that nobody logs to them meanwhile. */
async function readExisting(
  sql: Sql,
  dialect: Dialect,
  given: readonly GivenSeries[],
): Promise<Map<number, Map<number, Series>>> {
  const found = new Map<number, Map<number, Series>>();
  if (given.length === 0) return found;
  const list = inList([...new Set(given.map(({ run }) => run.id))]);
  const runs = await sql.all<{ id: number; uuid: string }>(
    `SELECT id, uuid FROM run WHERE id IN ${list.text} ` +
      `AND EXISTS (SELECT 1 FROM metric WHERE metric.run_id = run.id) ORDER BY id${dialect.forUpdate}`,
    list.params,
  );
  for (const { id, uuid } of runs) {
    const keyIds = given.filter(({ run }) => run.id === id).map(({ keyId }) => keyId);
    const series = new Map<number, Series>();
    for (const slice of slicesOf(keyIds, KEYS_AT_ONCE)) {
      for (const [key, row] of await readSeriesRows(sql, dialect, uuid, slice)) series.set(key, row);
    }
    found.set(id, series);
  }
  return found;
}

/** The points to write: undefined when the series has them all already. What is stored of it is removed otherwise. */
async function withExisting(
  sql: Sql,
  dialect: Dialect,
  place: SeriesPlace,
  existing: Series | undefined,
  points: PointColumns,
): Promise<PointColumns | undefined> {
  if (existing === undefined) return points;
  const stored = await readStored(sql, dialect, place, ALL);
  const union = uniquePoints(concatPoints([stored, points]));
  if (union.values.length === stored.values.length) return undefined;
  await deleteLoosePoints(sql, place);
  await sql.run("DELETE FROM metric_block WHERE run_id = ? AND key_id = ?", [place.runId, place.keyId]);
  await sql.run("DELETE FROM metric_summary WHERE run_id = ? AND key_id = ?", [place.runId, place.keyId]);
  return union;
}

/** Points in their order, equal ones once. */
export function uniquePoints(points: PointColumns): PointColumns {
  const sorted = orderedBy("step", points);
  const { values } = sorted;
  const kept = new Uint32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (i > 0 && equalAt(sorted, i - 1, i)) continue;
    kept[count] = i;
    count += 1;
  }
  if (count === values.length) return sorted;
  const indices = kept.subarray(0, count);
  return {
    steps: gatherColumn(sorted.steps, indices),
    timestamps: gatherColumn(sorted.timestamps, indices),
    values: gatherFloats(values, indices),
  };
}

function equalAt({ steps, timestamps, values }: PointColumns, a: number, b: number): boolean {
  if (steps[a] !== steps[b] || timestamps[a] !== timestamps[b]) return false;
  const [x = 0, y = 0] = [values[a], values[b]];
  return x === y || (Number.isNaN(x) && Number.isNaN(y));
}

/** Writes full blocks and their summary; gives the number of points in them. */
async function writeBlocks(sql: Sql, { runId, keyId }: SeriesPlace, points: PointColumns): Promise<number> {
  const count = points.values.length;
  const packed = count - (count % BLOCK_SIZE);
  if (packed === 0) return 0;
  let summaries: BucketColumns[] = [];
  for (let start = 0; start < packed; start += BLOCK_SIZE) {
    const block = slicePoints(points, start, start + BLOCK_SIZE);
    const buckets = summarise(block);
    const number = start / BLOCK_SIZE + 1;
    const bounds = extent(block);
    await sql.insert(BLOCKS, [
      [runId, keyId, number, BLOCK_SIZE, ...bounds, encodeSummary(buckets), encodeBlock(block)],
    ]);
    summaries.push(buckets);
    if (summaries.length === MERGED_BLOCKS) summaries = [mergeSummaries(summaries)];
  }
  const lastStep = int64At(points.steps, packed - 1);
  await sql.insert(SUMMARY, [[runId, keyId, lastStep, encodeSummary(mergeSummaries(summaries))]]);
  return packed;
}

/** What is known of a whole series; `lastValue` decides between several values of the last step and time. */
function aggregatesOf(points: PointColumns, lastValue: number | undefined): Aggregates {
  let known: Aggregates | undefined;
  for (let start = 0; start < points.values.length; start += BLOCK_SIZE) {
    const [first, ...rest] = pointsOf(slicePoints(points, start, start + BLOCK_SIZE));
    if (first !== undefined) known = addPoints(known, [first, ...rest]);
  }
  if (known === undefined) throw new RangeError("A series without points has no aggregates.");
  if (lastValue === undefined || Object.is(lastValue, known.last.value)) return known;
  const last = { ...known.last, value: lastValue };
  return hasPoint(points, last) ? { ...known, last } : known;
}

function hasPoint(points: PointColumns, point: Point): boolean {
  for (let i = points.values.length - 1; i >= 0 && int64At(points.steps, i) === point.step; i--) {
    if (comparePoints(pointAt(points, i), point) === 0) return true;
  }
  return false;
}

function pointsOf(points: PointColumns): Point[] {
  return Array.from(points.values, (_, i) => pointAt(points, i));
}

function pointAt({ steps, timestamps, values }: PointColumns, i: number): Point {
  return { step: int64At(steps, i), time: int64At(timestamps, i), value: values[i] ?? Number.NaN };
}
