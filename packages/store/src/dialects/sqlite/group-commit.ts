import type { Database } from "better-sqlite3";
import type { Sql } from "../../database/sql.ts";

type Work = (sql: Sql) => Promise<unknown>;

interface Job {
  readonly work: Work;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** How many writes may share a commit: bounds how long the first of them waits. */
const GROUP = 256;

/**
 * Lets concurrent writes share one commit, and so one fsync. Writes that arrive while the event loop reads its sockets are
 * run one after the other in one transaction, each under a savepoint: a write that fails is undone alone. Callers hear
 * of their result after the commit, so what they were told is on disk.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #sql: Sql;
  #queue: Job[] = [];
  #running: Promise<void> | undefined;

  constructor(database: Database, sql: Sql) {
    this.#database = database;
    this.#sql = sql;
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
    while (this.#queue.length > 0) {
      await new Promise(setImmediate);
      const group = this.#queue.splice(0, GROUP);
      await this.#commitGroup(group);
    }
    this.#running = undefined;
  }

  async #commitGroup(group: readonly Job[]): Promise<void> {
    let outcomes: Outcome[];
    try {
      await this.#sql.run("BEGIN IMMEDIATE");
      outcomes = [];
      for (const job of group) outcomes.push(await this.#runJob(job.work));
      await this.#sql.run("COMMIT");
    } catch (error) {
      for (const job of group) job.reject(error);
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      return;
    }
    group.forEach((job, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok === true) job.resolve(outcome.value);
      else job.reject(outcome?.error);
    });
  }

  async #runJob(work: Work): Promise<Outcome> {
    await this.#sql.run("SAVEPOINT job");
    try {
      const value = await work(this.#sql);
      await this.#sql.run("RELEASE job");
      return { ok: true, value };
    } catch (error) {
      await this.#sql.run("ROLLBACK TO job");
      await this.#sql.run("RELEASE job");
      return { ok: false, error };
    }
  }
}
