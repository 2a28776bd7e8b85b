import type { Database, Statement } from "better-sqlite3";
import { LruCache } from "../../database/lru-cache.ts";
import { placeholders } from "../../database/values.ts";
import type { InsertShape, Row, Sql, SqlValue } from "../../database/sql.ts";
import { translated } from "./errors.ts";
import type { TimeLimit } from "./time-limit.ts";

type Prepared = Statement<unknown[], unknown>;

const STATEMENTS = 500;

/** Runs SQL on one SQLite connection, whose driver answers at once; statements stay prepared. */
export class SqliteConnection implements Sql {
  readonly #database: Database;
  readonly #limit: TimeLimit;
  readonly #statements = new LruCache<string, Prepared>(STATEMENTS);

  /** @param limit what the text functions of this connection check */
  constructor(database: Database, limit: TimeLimit) {
    this.#database = database;
    this.#limit = limit;
  }

  async all<R extends Row>(text: string, params: readonly SqlValue[] = []): Promise<R[]> {
    // The row type is stated beside the text that selects it; this is the border where it is believed.
    return this.#execute(text, (statement) => statement.all(...params)) as R[];
  }

  async get<R extends Row>(text: string, params: readonly SqlValue[] = []): Promise<R | undefined> {
    return this.#execute(text, (statement) => statement.get(...params)) as R | undefined;
  }

  async run(text: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.#execute(text, (statement) => statement.run(...params).changes);
  }

  async insert(table: InsertShape, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    this.#execute(insertText(table), (statement) => {
      for (const row of rows) statement.run(...row);
    });
  }

  #execute<Result>(text: string, execute: (statement: Prepared) => Result): Result {
    this.#limit.start();
    try {
      return execute(this.#statements.getOrMake(text, () => this.#database.prepare(text)));
    } catch (error) {
      throw translated(error);
    }
  }
}

const insertTexts = new WeakMap<InsertShape, string>();

function insertText(shape: InsertShape): string {
  let text = insertTexts.get(shape);
  if (text === undefined) {
    const columns = Object.keys(shape.columns);
    text = `INSERT INTO ${shape.table} (${columns.join(", ")}) VALUES (${placeholders(columns.length)})`;
    if (shape.onConflict !== undefined) text += ` ${shape.onConflict}`;
    insertTexts.set(shape, text);
  }
  return text;
}
