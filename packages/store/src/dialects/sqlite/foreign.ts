import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import SqliteDriver, { type Database as Driver } from "better-sqlite3";
import { doesNotExist, invalidParameter, MillraceError } from "@millrace/contract";
import type { Database, Row, SqlValue } from "../../database/sql.ts";
import type { ForeignDatabase } from "../../transfer/foreign.ts";
import { SqliteConnection } from "./connection.ts";
import { sqliteDialect } from "./dialect.ts";
import { translated } from "./errors.ts";
import { GroupCommit } from "./group-commit.ts";
import { TimeLimit } from "./time-limit.ts";

const BATCH = 5000;
const DAMAGE_LINES = 20;
const BUSY_MS = 10_000;
const CACHE_KIB = 65_536;

/**
 * Opens a SQLite file of another program to read it.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, or INVALID_PARAMETER_VALUE when it is no database.
 */
export async function openForeignSqlite(file: string): Promise<ForeignDatabase> {
  const place = path.resolve(file);
  if (!existsSync(place)) throw doesNotExist(`There is no SQLite database ${place}.`);
  const driver = openReader(place);
  const sql = new SqliteConnection(driver, new TimeLimit(Number.POSITIVE_INFINITY));
  const close = async (): Promise<void> => void driver.close();
  return {
    place,
    folder: path.dirname(place),
    int64Column: (column) => sqliteDialect.int64Column(column),
    tables: async () => names(await sql.all("SELECT name FROM sqlite_schema WHERE type = 'table'")),
    columns: async (table) => names(await sql.all("SELECT name FROM pragma_table_info(?)", [table])),
    all: (text, params) => sql.all(text, params),
    batches: (text, params) => batches(driver, text, params),
    damage: () => damage(sql),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function openReader(file: string): Driver {
  try {
    const driver = new SqliteDriver(file, { readonly: true, timeout: BUSY_MS });
    driver.pragma(`cache_size = -${CACHE_KIB}`);
    // From the first read on, all see one state.
    driver.exec("BEGIN");
    driver.prepare("SELECT count(*) FROM sqlite_schema").get();
    return driver;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MillraceError("INVALID_PARAMETER_VALUE", `The SQLite database ${file} can't be read: ${reason}.`, {
      cause: error,
    });
  }
}

async function damage(sql: SqliteConnection): Promise<string[]> {
  const found = await sql.all<{ integrity_check: string }>(`PRAGMA integrity_check(${DAMAGE_LINES})`);
  const lines = found.map((row) => row.integrity_check).filter((line) => line !== "ok");
  if (lines.length > 0) return lines;
  const orphans = await sql.all<{ line: string }>(
    `SELECT "table" || ' has ' || count(*) || ' rows without their ' || "parent" AS line
     FROM pragma_foreign_key_check GROUP BY "table", "parent" LIMIT ${DAMAGE_LINES}`,
  );
  return orphans.map((row) => row.line);
}

function names(rows: readonly { name: string }[]): ReadonlySet<string> {
  return new Set(rows.map((row) => row.name));
}

async function* batches<R extends Row>(
  driver: Driver,
  text: string,
  params: readonly SqlValue[] = [],
): AsyncGenerator<R[]> {
  try {
    let batch: R[] = [];
    // The row type is stated beside the text that selects it; this is the border where it is believed.
    for (const row of driver.prepare(text).iterate(...params) as IterableIterator<R>) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    throw translated(error);
  }
}

/**
 * Makes a SQLite file for another program. What is written to it is on disk when it is closed, and not before: a file
 * that is not finished is of no use.
 * @throws MillraceError RESOURCE_ALREADY_EXISTS when it is there, INVALID_PARAMETER_VALUE when it can't be made.
 */
export async function createForeignSqlite(file: string): Promise<Database> {
  const place = path.resolve(file);
  if (existsSync(place)) {
    throw new MillraceError("RESOURCE_ALREADY_EXISTS", `${place} is there already. Name a file that is not.`);
  }
  let driver: Driver;
  try {
    driver = new SqliteDriver(place);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The SQLite database ${place} can't be made: ${reason}.`);
  }
  driver.pragma("journal_mode = MEMORY");
  driver.pragma("synchronous = OFF");
  driver.pragma(`cache_size = -${CACHE_KIB}`);
  // Rows come table by table, and what they refer to may come later.
  driver.pragma("foreign_keys = OFF");
  const sql = new SqliteConnection(driver, new TimeLimit(Number.POSITIVE_INFINITY));
  const commits = new GroupCommit(driver, sql);
  return {
    dialect: sqliteDialect,
    read: sql,
    write: (work) => commits.submit(work),
    close: async () => {
      await commits.idle();
      driver.close();
      await flush(place);
    },
  };
}

async function flush(file: string): Promise<void> {
  const handle = await open(file);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
