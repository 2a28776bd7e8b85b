import type { Dialect, Sql } from "../database/sql.ts";
import { decodeBlock } from "../series/block.ts";
import { pointsWithin, type StepRange } from "../series/downsample.ts";
import { concatPoints, type PointColumns } from "../series/points.ts";
import { readLoosePoints } from "./loose.ts";
import type { SeriesPlace } from "./place.ts";
import { orderedBy } from "./point-order.ts";
import { stepBounds } from "./step-bounds.ts";

/** Finds the internal number of a run by its run id. */
export async function findRun(sql: Sql, runId: string): Promise<number | undefined> {
  return (await sql.get<{ id: number }>("SELECT id FROM run WHERE uuid = ?", [runId]))?.id;
}

/** Reads all points of a series within a range of steps, by step, time and value. */
export async function readPoints(
  sql: Sql,
  dialect: Dialect,
  place: SeriesPlace,
  range: StepRange = {},
): Promise<PointColumns> {
  const blocks = await readBlocks(sql, place, range);
  const loose = await readLoosePoints(sql, dialect, place, range);
  return orderedBy("step", concatPoints([...blocks, loose]));
}

/** Reads the packed points of a series within a range of steps, block by block. */
export async function readBlocks(sql: Sql, { runId, keyId }: SeriesPlace, range: StepRange): Promise<PointColumns[]> {
  const bounds = stepBounds(range, "last_step", "first_step");
  const rows = await sql.all<{ body: Uint8Array }>(
    `SELECT body FROM metric_block WHERE run_id = ? AND key_id = ?${bounds.text} ORDER BY first_step, number`,
    [runId, keyId, ...bounds.params],
  );
  return rows.map((row) => pointsWithin(decodeBlock(row.body), range));
}
