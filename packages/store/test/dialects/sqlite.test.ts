import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import SqliteDriver from "better-sqlite3";
import { DATABASES } from "@millrace/testkit";
import type { Database, Sql } from "../../src/database/sql.ts";
import { SqliteConnection } from "../../src/dialects/sqlite/connection.ts";
import { translated } from "../../src/dialects/sqlite/errors.ts";
import { defineTextFunctions } from "../../src/dialects/sqlite/functions.ts";
import { openSqlite } from "../../src/dialects/sqlite/open.ts";
import { TimeLimit } from "../../src/dialects/sqlite/time-limit.ts";
import { parseStoreUri } from "../../src/dialects/uri.ts";

const UNAVAILABLE = { name: "MillraceError", code: "TEMPORARILY_UNAVAILABLE" };

describe("SQLite", () => {
  test("a commit that fails fails its writes, and later ones still work", async (t) => {
    const { database } = await open(t);
    await database.write(async (sql) => {
      await sql.run("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
      await sql.run("CREATE TABLE child (parent INTEGER REFERENCES parent (id))");
    });
    tick(t, 0);
    const outcomes = await Promise.allSettled([
      database.write((sql) => insert(sql, "good")),
      database.write(() => Promise.reject(new Error("refused"))),
      database.write(async (sql) => {
        await sql.run("PRAGMA defer_foreign_keys = ON");
        await sql.run("INSERT INTO child (parent) VALUES (1)");
      }),
    ]);
    assert.deepEqual(outcomes.map(codeOf), ["TEMPORARILY_UNAVAILABLE", "refused", "TEMPORARILY_UNAVAILABLE"]);
    await database.write((sql) => insert(sql, "later"));
    assert.deepEqual(await names(database), ["later"]);
  });

  test("a full disk is a clear refusal for every write it undoes", async (t) => {
    const { database } = await open(t);
    await limitPages(database, 2);
    tick(t, 0);
    const outcomes = await Promise.allSettled([
      database.write((sql) => insert(sql, "before")),
      database.write((sql) => insert(sql, "x".repeat(1_000_000))),
      database.write((sql) => insert(sql, "after")),
    ]);
    assert.deepEqual(outcomes.map(codeOf), ["TEMPORARILY_UNAVAILABLE", "TEMPORARILY_UNAVAILABLE", "done"]);
    assert.match(outcomes[0].status === "rejected" ? String(outcomes[0].reason) : "", /disk .* full/);
    assert.deepEqual(await names(database), ["after"]);
    await limitPages(database, 10_000);
    await database.write((sql) => insert(sql, "x".repeat(1_000_000)));
    assert.equal((await names(database)).length, 2);
  });

  test("a write waits for the lock of another program and leaves the event loop free", async (t) => {
    const { database, path } = await open(t);
    const other = new SqliteDriver(path);
    t.after(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    let written = false;
    const writing = database
      .write((sql) => insert(sql, "waited"))
      .then(() => {
        written = true;
      });
    await delay(300);
    assert.equal(written, false);
    other.exec("COMMIT");
    await writing;
    assert.deepEqual(await names(database), ["waited"]);
  });

  test("a lock that another program keeps is a clear refusal", async (t) => {
    const { database, path } = await open(t);
    const other = new SqliteDriver(path);
    t.after(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    tick(t, 4000);
    const outcomes = await Promise.allSettled(["a", "b"].map((name) => database.write((sql) => insert(sql, name))));
    assert.deepEqual(outcomes.map(codeOf), ["TEMPORARILY_UNAVAILABLE", "TEMPORARILY_UNAVAILABLE"]);
    other.exec("COMMIT");
    await database.write((sql) => insert(sql, "later"));
    assert.deepEqual(await names(database), ["later"]);
  });

  test("a write that takes long is committed alone", async (t) => {
    const { database } = await open(t);
    await limitPages(database, 2);
    tick(t, 100);
    const outcomes = await Promise.allSettled([
      database.write((sql) => insert(sql, "before")),
      database.write((sql) => insert(sql, "x".repeat(1_000_000))),
      database.write((sql) => insert(sql, "after")),
    ]);
    assert.deepEqual(outcomes.map(codeOf), ["done", "TEMPORARILY_UNAVAILABLE", "done"]);
    assert.deepEqual(await names(database), ["before", "after"]);
  });

  test("more writes than one commit takes all arrive, in their order", async (t) => {
    const { database } = await open(t);
    const expected = Array.from({ length: 600 }, (_, index) => `name ${index}`);
    await Promise.all(expected.map((name) => database.write((sql) => insert(sql, name))));
    assert.deepEqual(await names(database), expected);
  });

  test("text that SQLite can't hold is the caller's mistake", async (t) => {
    const { database } = await open(t);
    const tooBig = database.read.get("SELECT length(zeroblob(2000000000)) AS bytes, zeroblob(2147483647) AS blob");
    await assert.rejects(tooBig, { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" });
  });

  test("a search over its time ends", async (t) => {
    const driver = new SqliteDriver(":memory:");
    t.after(() => driver.close());
    const limit = new TimeLimit(0);
    defineTextFunctions(driver, limit);
    const sql = new SqliteConnection(driver, limit);
    const search = (rows: number): Promise<object[]> =>
      sql.all(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) ` +
          "SELECT i FROM n WHERE text_rlike('7$', CAST(i AS TEXT))",
      );
    await assert.rejects(search(10_000), UNAVAILABLE);
    assert.equal((await search(20)).length, 2);
  });

  test("errors of the file are told in the terms of the wire", () => {
    const tell = (code: string) => (): never => {
      throw translated(new SqliteDriver.SqliteError("details", code));
    };
    for (const code of ["BUSY_RECOVERY", "LOCKED", "FULL", "IOERR_WRITE", "READONLY", "CANTOPEN", "NOMEM"]) {
      assert.throws(tell(`SQLITE_${code}`), UNAVAILABLE, code);
    }
    assert.throws(tell("SQLITE_CORRUPT"), { name: "MillraceError", code: "INTERNAL_ERROR" });
    const other = new SqliteDriver.SqliteError("details", "SQLITE_ERROR");
    assert.equal(translated(other), other);
  });
});

async function open(t: TestContext): Promise<{ database: Database; path: string }> {
  const fresh = await DATABASES.find((kind) => kind.name === "sqlite")?.fresh();
  const location = parseStoreUri(fresh?.uri ?? "");
  assert.ok("path" in location);
  const database = await openSqlite(location.path);
  t.after(() => database.close());
  return { database, path: location.path };
}

/** Lets every look at the clock find it this many milliseconds later. */
function tick(t: TestContext, ms: number): void {
  let now = 0;
  t.mock.method(performance, "now", () => (now += ms));
}

function insert(sql: Sql, name: string): Promise<number> {
  return sql.run("INSERT INTO entity_key (name) VALUES (?)", [name]);
}

async function names(database: Database): Promise<string[]> {
  const rows = await database.read.all<{ name: string }>("SELECT name FROM entity_key ORDER BY id");
  return rows.map((row) => row.name);
}

/** Lets the database grow by this many pages, as a nearly full disk would. */
async function limitPages(database: Database, more: number): Promise<void> {
  await database.write(async (sql) => {
    const row = await sql.get<{ page_count: number }>("PRAGMA page_count");
    await sql.get(`PRAGMA max_page_count = ${(row?.page_count ?? 0) + more}`);
  });
}

function codeOf(outcome: PromiseSettledResult<unknown>): unknown {
  if (outcome.status === "fulfilled") return "done";
  const reason: unknown = outcome.reason;
  if (!(reason instanceof Error)) return reason;
  return "code" in reason ? reason.code : reason.message;
}
