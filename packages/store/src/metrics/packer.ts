import type { Database, Dialect, Sql } from "../database/sql.ts";
import { BLOCK_SIZE, encodeBlock } from "../series/block.ts";
import { type PointColumns, slicePoints } from "../series/points.ts";
import { encodeSummary, summarise } from "../series/pyramid.ts";
import { deleteLoosePoints, extent, writeLoosePoints } from "./loose.ts";
import type { SeriesPlace } from "./place.ts";
import { LOOSE, readStored } from "./stored.ts";
import { extendSummary } from "./summary.ts";

/** A series with this many loose points is packed. */
export const PACK_AT = BLOCK_SIZE + 1024;

/**
 * Packs old points into compressed blocks behind the writers' backs: one series after the other, each in a transaction
 * after which it reads as before. A failure leaves the points loose; the next write to the series tries again.
 */
export class Packer {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #waiting = new Map<string, SeriesPlace>();
  #running: Promise<void> | undefined;

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  /** Has a series packed soon; asked for again while it waits, it is packed once. */
  pack(place: SeriesPlace): void {
    this.#waiting.set(`${place.runId}/${place.keyId}`, place);
    this.#running ??= this.#drain();
  }

  /** Waits until nothing is left to pack. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #drain(): Promise<void> {
    for (const [name, place] of this.#waiting) {
      // Requests that arrived meanwhile come first.
      await new Promise(setImmediate);
      this.#waiting.delete(name);
      await this.#database.write((sql) => packSeries(sql, this.#database.dialect, place)).catch(this.#onError);
    }
    this.#running = undefined;
  }
}

/** What an insert of blocks fills. */
export const BLOCKS = {
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
  const points = await readStored(sql, dialect, place, LOOSE);
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
    [
      runId,
      keyId,
      await nextNumber(sql, place),
      points.values.length,
      ...extent(points),
      encodeSummary(buckets),
      encodeBlock(points),
    ],
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
