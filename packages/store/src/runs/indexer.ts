import { setImmediate } from "node:timers/promises";
import { inList } from "../database/in-list.ts";
import type { Database, Dialect, Sql } from "../database/sql.ts";

/** A run that was not written for so long is indexed; when more runs wait than this, those that wait longest are. */
const QUIET_MS = 1000;
const MOST_WAITING = 256;

/** How many runs one transaction takes, and how many of their values of one kind. */
const RUNS = 32;
const VALUES = 1000;

/**
 * Brings the values of fresh runs into the indexes by value behind the writers' backs, where the dialect asks for it. A
 * run's values lie together, but in an index each lies on a page of its own: many runs at once write those pages once, and
 * a metric that is still logged moves in no index. Searches look at fresh runs one by one, so there are never many.
 */
export class Indexer {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  /** When each fresh run was written last, the longest ago first. */
  readonly #waiting = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  /** Takes up the runs that an earlier process left fresh. */
  async resume(): Promise<void> {
    const rows = await this.#database.read.all<{ id: number }>("SELECT id FROM run WHERE fresh = 1 ORDER BY id");
    for (const { id } of rows) this.written(id);
  }

  /** A fresh run was written. */
  written(runId: number): void {
    this.#waiting.delete(runId);
    this.#waiting.set(runId, performance.now());
    if (this.#waiting.size > MOST_WAITING) this.#start();
    else this.#startLater();
  }

  /** Stops; what is fresh by now stays so. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #startLater(): void {
    if (!this.#closed) this.#timer ??= setTimeout(() => this.#start(), QUIET_MS).unref();
  }

  #start(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
      if (this.#waiting.size > 0) this.#startLater();
    });
  }

  async #drain(): Promise<void> {
    let due: readonly number[];
    do {
      // Requests that arrived meanwhile come first.
      await setImmediate();
      due = this.#due();
      if (due.length === 0) return;
      for (const id of due) this.#waiting.delete(id);
      const left = await this.#database
        .write((sql) => indexRuns(sql, this.#database.dialect, due))
        .catch((error: unknown) => {
          this.#onError(error);
          return due;
        });
      for (const id of left) this.written(id);
      // A smaller group was the last: the next one grows for a while.
    } while (due.length === RUNS && !this.#closed);
  }

  #due(): number[] {
    const quietSince = performance.now() - QUIET_MS;
    const isCrowded = this.#waiting.size > MOST_WAITING;
    const longest = this.#waiting.entries().take(RUNS).toArray();
    return longest.filter(([, at]) => isCrowded || at <= quietSince).map(([id]) => id);
  }
}

/** Indexes values of runs, as many as fit in a transaction; gives the runs again when some are left. */
async function indexRuns(sql: Sql, dialect: Dialect, ids: readonly number[]): Promise<readonly number[]> {
  const { text: list, params } = inList(ids);
  // The rows of runs are what writers lock, so no value arrives while they stop being fresh.
  await sql.all(`SELECT id FROM run WHERE id IN ${list} ORDER BY id${dialect.forUpdate}`, params);
  let isWhole = true;
  for (const table of ["metric", "param", "tag"]) {
    // One statement for all runs: SQLite copies each page that a statement changes.
    const some = `SELECT run_id, key_id FROM ${table} WHERE run_id IN ${list} AND indexed = 0 LIMIT ${VALUES}`;
    const changed = await sql.run(`UPDATE ${table} SET indexed = 1 WHERE (run_id, key_id) IN (${some})`, params);
    if (changed === VALUES) isWhole = false;
  }
  if (!isWhole) return ids;
  await sql.run(`UPDATE run SET fresh = 0 WHERE id IN ${list}`, params);
  return [];
}
