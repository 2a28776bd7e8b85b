import type { Int64 } from "@millrace/contract";
import type { Database, Dialect, Sql } from "../database/sql.ts";
import { BLOCK_SIZE, encodeBlock } from "../series/block.ts";
import { int64At, type PointColumns, slicePoints } from "../series/points.ts";
import { encodeSummary, summarise } from "../series/pyramid.ts";
import { deleteLoosePoints, readLoosePoints, writeLoosePoints } from "./loose.ts";
import type { SeriesPlace } from "./place.ts";
import { extendSummary } from "./summary.ts";

/** A series with this many loose points is packed. */
export const PACK_AT = BLOCK_SIZE + 1024;

/**
 * Packs old points into compressed blocks behind the writers' backs: one transaction for each series, which reads the same
 * before and after. A failure leaves the points loose; the next write to the series tries again.
 */
export class Packer {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  /** Starts to pack a series unless that is under way. */
  pack(place: SeriesPlace): void {
    const name = `${place.runId}/${place.keyId}`;
    if (this.#underWay.has(name)) return;
    const work = this.#database
      .write((sql) => packSeries(sql, this.#database.dialect, place))
      .catch(this.#onError)
      .finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, work);
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }
}

const BLOCKS = {
  table: "metric_block",
  columns: {
    run_id: "bigint",
    key_id: "bigint",
    number: "bigint",
    points: "bigint",
    first_step: "bigint",
    last_step: "bigint",
    first_ms: "bigint",
    last_ms: "bigint",
    summary: "bytea",
    body: "bytea",
  },
} as const;

/** Turns the loose points into as many full blocks as they give; the rest stays loose. */
async function packSeries(sql: Sql, dialect: Dialect, place: SeriesPlace): Promise<void> {
  const { runId, keyId } = place;
  // The run's row is what writers lock, so no point arrives while its series is packed.
  await sql.get(`SELECT id FROM run WHERE id = ?${dialect.forUpdate}`, [runId]);
  const points = await readLoosePoints(sql, dialect, place);
  const count = points.values.length;
  const packed = count - (count % BLOCK_SIZE);
  if (packed === 0) return;
  for (let start = 0; start < packed; start += BLOCK_SIZE) {
    await writeBlock(sql, dialect, place, slicePoints(points, start, start + BLOCK_SIZE));
  }
  await deleteLoosePoints(sql, place);
  if (packed < count) await writeLoosePoints(sql, [{ place, points: slicePoints(points, packed, count) }]);
  await sql.run("UPDATE metric SET loose = ? WHERE run_id = ? AND key_id = ?", [count - packed, runId, keyId]);
}

async function writeBlock(sql: Sql, dialect: Dialect, place: SeriesPlace, points: PointColumns): Promise<void> {
  const { runId, keyId } = place;
  const buckets = summarise(points);
  await sql.insert(BLOCKS, [
    [runId, keyId, await nextNumber(sql, place), ...describe(points), encodeSummary(buckets), encodeBlock(points)],
  ]);
  await extendSummary(sql, dialect, place, buckets);
}

async function nextNumber(sql: Sql, { runId, keyId }: SeriesPlace): Promise<number> {
  const row = await sql.get<{ number: number }>(
    "SELECT coalesce(max(number), 0) + 1 AS number FROM metric_block WHERE run_id = ? AND key_id = ?",
    [runId, keyId],
  );
  return row?.number ?? 1;
}

/** The columns of a block's row from `points` to `last_ms`. */
function describe({ steps, timestamps, values }: PointColumns): Int64[] {
  const last = values.length - 1;
  let earliest = int64At(timestamps, 0);
  let latest = earliest;
  for (let i = 1; i <= last; i++) {
    const time = int64At(timestamps, i);
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  return [values.length, int64At(steps, 0), int64At(steps, last), earliest, latest];
}
