import type { Database, Statement } from "better-sqlite3";
import { LruCache } from "../../database/lru-cache.ts";
import { placeholders } from "../../database/values.ts";
import type { InsertShape, Row, Sql, SqlValue } from "../../database/sql.ts";

const STATEMENTS = 500;

/** Runs SQL on one SQLite connection, whose driver answers at once; statements stay prepared. */
export class SqliteConnection implements Sql {
  readonly #database: Database;
  readonly #statements = new LruCache<string, Statement<unknown[], unknown>>(STATEMENTS);

  constructor(database: Database) {
    this.#database = database;
  }

  async all<R extends Row>(text: string, params: readonly SqlValue[] = []): Promise<R[]> {
    // The row type is stated beside the text that selects it; this is the border where it is believed.
    return this.#prepare(text).all(...params) as R[];
  }

  async get<R extends Row>(text: string, params: readonly SqlValue[] = []): Promise<R | undefined> {
    return this.#prepare(text).get(...params) as R | undefined;
  }

  async run(text: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.#prepare(text).run(...params).changes;
  }

  async insert(table: InsertShape, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    const statement = this.#prepare(insertText(table));
    for (const row of rows) statement.run(...row);
  }

  #prepare(text: string): Statement<unknown[], unknown> {
    return this.#statements.getOrMake(text, () => this.#database.prepare(text));
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
