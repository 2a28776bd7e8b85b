import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient, PoolConfig } from "pg";
import { Connection } from "./connection.ts";
import { isConflict, isDisconnection, translated, unavailable } from "./errors.ts";
import type { Statements } from "./statements.ts";

/** How long a statement may take, in milliseconds: nothing that a person waits for comes near. */
const STATEMENT_MS = 60_000;
/** A server that does not even say that time is up is lost. */
const ANSWER_MS = STATEMENT_MS + 10_000;
const IDLE_MS = 60_000;
const ATTEMPTS = 5;
/** A second attempt is for what passes in a moment, not for a server that keeps silent. */
const RETRY_MS = 3_000;

/** Settings that an administrator may have changed and that answers or durability depend on. */
const SETTINGS = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET extra_float_digits = 1;
SET bytea_output = 'hex';
SET statement_timeout = ${STATEMENT_MS};
SET idle_in_transaction_session_timeout = ${ANSWER_MS}`;

type Work<Result> = (connection: Connection) => Promise<Result>;

/** Connections to one database, made when they are needed and replaced when they break. */
export class Connections {
  readonly #pool: Pool;
  readonly #statements: Statements;
  readonly #connections = new WeakMap<PoolClient, Connection>();
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(make: new (config: PoolConfig) => Pool, config: PoolConfig, statements: Statements) {
    this.#statements = statements;
    this.#pool = new make({ ...config, idleTimeoutMillis: IDLE_MS, query_timeout: ANSWER_MS });
    // The pool replaces a connection that breaks; whoever uses it hears from the statement that fails.
    this.#pool.on("error", () => undefined);
    this.#pool.on("connect", (client) => {
      client.on("error", () => undefined);
      client.query(SETTINGS).catch(() => client.end());
    });
  }

  /**
   * Runs work on a connection of its own; again when the connection broke or other transactions were in the way.
   * @throws MillraceError TEMPORARILY_UNAVAILABLE when that does not help.
   */
  use<Result>(work: Work<Result>): Promise<Result> {
    const result = this.#useWithRetries(work).finally(() => this.#underWay.delete(result));
    this.#underWay.add(result);
    return result;
  }

  /** Waits for what is under way and ends all connections; what comes later fails. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#underWay).then(() => this.#pool.end());
    return this.#closed;
  }

  async #useWithRetries<Result>(work: Work<Result>): Promise<Result> {
    if (this.#closed !== undefined) throw unavailable("The server is stopping.");
    const start = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#useOnce(work);
      } catch (error) {
        const isPassing = isConflict(error) || isDisconnection(error);
        if (!isPassing || attempt === ATTEMPTS || performance.now() - start > RETRY_MS) throw translated(error);
      }
      await delay(2 ** attempt * 5 * (1 + Math.random()));
    }
  }

  async #useOnce<Result>(work: Work<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    const connection = this.#connectionOf(client);
    try {
      return await work(connection);
    } finally {
      client.release(connection.worn);
    }
  }

  #connectionOf(client: PoolClient): Connection {
    let connection = this.#connections.get(client);
    if (connection === undefined) {
      connection = new Connection(client, this.#statements);
      this.#connections.set(client, connection);
    }
    return connection;
  }
}
