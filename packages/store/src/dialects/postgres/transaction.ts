import type { InsertShape, Row, Sql, SqlValue } from "../../database/sql.ts";
import type { Connection } from "./connection.ts";
import { isAborted, isDisconnection, unavailable } from "./errors.ts";
import { insertStatements } from "./insert.ts";
import { type Query, Session } from "./session.ts";

/**
 * Runs work in a transaction: committed when it returns, undone when it throws. BEGIN travels with the first statement
 * and inserts travel with what follows them, so that a write costs few round trips.
 */
export async function transact<Result>(connection: Connection, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const transaction = new Transaction(connection);
  try {
    const result = await work(transaction);
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.rollBack();
    throw transaction.origin(error);
  }
}

class Transaction implements Sql {
  readonly #connection: Connection;
  readonly #query: Query;
  readonly #session: Session;
  #open = false;
  #failure: Error | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#query = (text, values) => {
      this.#begin();
      return this.#watched(connection.query(text, values));
    };
    this.#session = new Session(this.#query);
  }

  all<R extends Row>(text: string, params?: readonly SqlValue[]): Promise<R[]> {
    return this.#session.all<R>(text, params);
  }

  get<R extends Row>(text: string, params?: readonly SqlValue[]): Promise<R | undefined> {
    return this.#session.get<R>(text, params);
  }

  run(text: string, params?: readonly SqlValue[]): Promise<number> {
    return this.#session.run(text, params);
  }

  /** Does not wait for the database: the next statement or the commit tells when it failed. */
  async insert(table: InsertShape, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    for (const { text, values } of insertStatements(table, rows)) void this.#query(text, values);
  }

  async commit(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    const done = await this.#connection.command("COMMIT").catch(refuseUnknownOutcome);
    if (this.#failure !== undefined) throw this.#failure;
    if (done !== "COMMIT") throw new Error(`PostgreSQL answered COMMIT with ${done}.`);
  }

  async rollBack(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    // A connection on which this fails is broken, and with it the transaction is gone.
    await this.#connection.command("ROLLBACK").catch(() => undefined);
  }

  /** The error with which the failure began: later statements only say that the transaction is broken. */
  origin(error: unknown): unknown {
    return isAborted(error) ? this.#failure : error;
  }

  #begin(): void {
    if (this.#open) return;
    this.#open = true;
    void this.#watched(this.#connection.command("BEGIN"));
  }

  #watched<Result>(answer: Promise<Result>): Promise<Result> {
    answer.catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    });
    return answer;
  }
}

function refuseUnknownOutcome(error: unknown): never {
  if (!isDisconnection(error)) throw error;
  throw unavailable(
    "The connection to the database broke while this write was being saved, so it may be done or not. Look, then try again.",
    error,
  );
}
