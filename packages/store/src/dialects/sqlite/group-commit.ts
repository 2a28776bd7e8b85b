import { setTimeout as delay } from "node:timers/promises";
import type { Database, Statement } from "better-sqlite3";
import type { Sql } from "../../database/sql.ts";
import { isBusy, translated, undone } from "./errors.ts";

type Work = (sql: Sql) => Promise<unknown>;

interface Job {
  readonly work: Work;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** How many writes may share a commit, and after how long it takes no more: bounds how long the first of them waits. */
const GROUP = 256;
const GROUP_MS = 20;

/** How long another program may hold the write lock, and how often it is asked for meanwhile. */
const LOCK_MS = 10_000;
const LOCK_PAUSE_MS = 20;

/**
 * Lets concurrent writes share one commit, and so one fsync. Writes that arrive while the event loop reads its sockets are
 * run one after the other in one transaction, so that a write that fails is undone alone: the first by ending the
 * transaction, the others by a savepoint, which copies each page before it changes. Callers hear of their result after
 * the commit, so what they were told is on disk.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #sql: Sql;
  readonly #control: Readonly<Record<"begin" | "commit" | "rollback" | "savepoint" | "undo" | "release", Statement>>;
  readonly #queue: Job[] = [];
  #running: Promise<void> | undefined;

  constructor(database: Database, sql: Sql) {
    this.#database = database;
    this.#sql = sql;
    this.#control = {
      begin: database.prepare("BEGIN IMMEDIATE"),
      commit: database.prepare("COMMIT"),
      rollback: database.prepare("ROLLBACK"),
      savepoint: database.prepare("SAVEPOINT job"),
      undo: database.prepare("ROLLBACK TO job"),
      release: database.prepare("RELEASE job"),
    };
  }

  submit<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    // The job's own work made the value, so it has the work's type.
    this.#queue.push({ work, resolve: (value) => resolve(value as Result), reject });
    this.#running ??= this.#drain();
    return promise;
  }

  /** Waits until everything submitted so far is committed or refused. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        await new Promise(setImmediate);
        if (await this.#begin()) await this.#commitGroup();
      }
    } finally {
      this.#running = undefined;
    }
  }

  /** Begins a transaction; when it can't, refuses the writes that waited for it. */
  async #begin(): Promise<boolean> {
    const start = performance.now();
    const waiting = this.#queue.length;
    for (;;) {
      // A transaction is still open when its own end failed.
      this.#rollBack();
      try {
        this.#control.begin.run();
        return true;
      } catch (error) {
        if (!isBusy(error) || performance.now() - start > LOCK_MS) {
          for (const job of this.#queue.splice(0, waiting)) job.reject(translated(error));
          return false;
        }
      }
      await delay(LOCK_PAUSE_MS);
    }
  }

  async #commitGroup(): Promise<void> {
    const start = performance.now();
    const jobs: Job[] = [];
    const outcomes: Outcome[] = [];
    try {
      do {
        const job = this.#queue.shift();
        if (job === undefined) break;
        jobs.push(job);
        outcomes.push(await (jobs.length === 1 ? this.#runFirst(job.work) : this.#runNext(job.work)));
      } while (outcomes[0]?.ok === true && jobs.length < GROUP && performance.now() - start < GROUP_MS);
      if (outcomes[0]?.ok === true) this.#control.commit.run();
    } catch (error) {
      this.#rollBack();
      const reason = undone(error);
      jobs.forEach((job, index) => {
        const outcome = outcomes[index];
        job.reject(outcome?.ok === false ? outcome.error : reason);
      });
      return;
    }
    jobs.forEach((job, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok === true) job.resolve(outcome.value);
      else job.reject(outcome?.error);
    });
  }

  /**
   * Runs the first write of a transaction, which is over when it fails.
   * @throws what SQLite ended the transaction with by itself
   */
  async #runFirst(work: Work): Promise<Outcome> {
    try {
      return { ok: true, value: await work(this.#sql) };
    } catch (error) {
      if (!this.#database.inTransaction) throw error;
      this.#control.rollback.run();
      return { ok: false, error };
    }
  }

  /**
   * Runs another write, under a savepoint.
   * @throws when not only this write is lost but the whole transaction
   */
  async #runNext(work: Work): Promise<Outcome> {
    this.#control.savepoint.run();
    try {
      const value = await work(this.#sql);
      this.#control.release.run();
      return { ok: true, value };
    } catch (error) {
      // On a full disk and the like SQLite ends the transaction by itself: no savepoint is left to go back to.
      if (!this.#database.inTransaction) throw error;
      this.#control.undo.run();
      this.#control.release.run();
      return { ok: false, error };
    }
  }

  #rollBack(): void {
    try {
      if (this.#database.inTransaction) this.#control.rollback.run();
    } catch {
      // Whoever waits for this transaction hears why it failed; the next one tries again to end it.
    }
  }
}
