import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SqliteDriver, { type Database as Driver } from "better-sqlite3";
import { MillraceError } from "@millrace/contract";
import type { Database } from "../../database/sql.ts";
import { applyMigrations, schemaState } from "../../migrations/migrate.ts";
import { SqliteConnection } from "./connection.ts";
import { sqliteDialect, sqliteTypes } from "./dialect.ts";
import { defineTextFunctions } from "./functions.ts";
import { GroupCommit } from "./group-commit.ts";
import { TimeLimit } from "./time-limit.ts";

/** How long a lock of another program is waited for: at the start, and then by reads, which hold up the event loop. */
const START_BUSY_MS = 10_000;
const READ_BUSY_MS = 250;

const STATEMENT_MS = 30_000;
const CACHE_KIB = 16_384;

/** Pages of 4 KiB in the log after which they go to the database file: pages that change often are then copied once. */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens a SQLite file, made when it is missing, and brings its schema up to date; the file as it was before is kept
 * beside it as `<file>.v<version>.backup`.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the file is no database of ours or a newer one.
 */
export async function openSqlite(path: string): Promise<Database> {
  mkdirSync(dirname(path), { recursive: true });
  const { driver, sql: writer } = openDriver(path);
  const commits = new GroupCommit(driver, writer);
  try {
    await migrate(path, driver, writer, commits);
  } catch (error) {
    driver.close();
    throw error;
  }
  // Only a transaction's begin can meet the lock, and the group commit waits for that with timers.
  driver.pragma("busy_timeout = 0");
  const { driver: readDriver, sql: reader } = openDriver(path);
  readDriver.pragma("query_only = ON");
  readDriver.pragma(`busy_timeout = ${READ_BUSY_MS}`);
  return {
    dialect: sqliteDialect,
    read: reader,
    write: (work) => commits.submit(work),
    close: async () => {
      await commits.idle();
      readDriver.close();
      driver.close();
    },
  };
}

function openDriver(path: string): { driver: Driver; sql: SqliteConnection } {
  try {
    const driver = new SqliteDriver(path, { timeout: START_BUSY_MS });
    driver.pragma("journal_mode = WAL");
    driver.pragma("synchronous = FULL");
    driver.pragma("foreign_keys = ON");
    driver.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    driver.pragma(`cache_size = -${CACHE_KIB}`);
    const limit = new TimeLimit(STATEMENT_MS);
    defineTextFunctions(driver, limit);
    return { driver, sql: new SqliteConnection(driver, limit) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MillraceError("INVALID_PARAMETER_VALUE", `The SQLite database ${path} can't be opened: ${reason}.`, {
      cause: error,
    });
  }
}

async function migrate(path: string, driver: Driver, sql: SqliteConnection, commits: GroupCommit): Promise<void> {
  const tables = await sql.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  const { version, pending } = await schemaState(
    sql,
    tables.map((table) => table.name),
  );
  if (pending.length === 0) return;
  if (version > 0) await backUp(path, driver, version);
  await commits.submit((transaction) => applyMigrations(transaction, sqliteTypes, pending));
}

async function backUp(path: string, driver: Driver, version: number): Promise<void> {
  const backup = `${path}.v${version}.backup`;
  if (!existsSync(backup)) await driver.backup(backup);
}
