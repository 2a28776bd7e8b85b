import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DATABASES, startPostgres } from "@millrace/testkit";
import pg from "pg";

const [sqlite, postgresql] = DATABASES;
assert.ok(sqlite && postgresql);

async function query(uri: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("sqlite", () => {
  test("each fresh database is a new file that does not exist yet", async () => {
    const { uri } = await sqlite.fresh();
    assert.match(uri, /^sqlite:\/\/\/\/.*\.db$/);
    assert.ok(!existsSync(fileURLToPath(uri.replace(/^sqlite:\/\/\/\//, "file:///"))));
  });
});

describe("postgresql", { skip: postgresql.skip }, () => {
  test("each fresh database is empty and of its own", async () => {
    const [first, second] = await Promise.all([postgresql.fresh(), postgresql.fresh()]);
    await query(first.uri, "CREATE TABLE runs (id int)");
    const tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
    assert.deepEqual(await query(first.uri, tables), [{ tablename: "runs" }]);
    assert.deepEqual(await query(second.uri, tables), []);
    await Promise.all([first.drop(), second.drop()]);
    await assert.rejects(query(first.uri, "SELECT 1"), /does not exist/);
  });

  test("a database is dropped though someone is connected to it", async () => {
    const { uri, drop } = await postgresql.fresh();
    const client = new pg.Client({ connectionString: uri });
    client.on("error", () => undefined);
    await client.connect();
    await drop();
    await assert.rejects(query(uri, "SELECT 1"), /does not exist/);
  });

  test("a server of one's own is as durable as asked, and ends when told to", async () => {
    const own = await startPostgres({ durable: true });
    assert.deepEqual(await query(own.uri, "SHOW fsync"), [{ fsync: "on" }]);
    await own.stop();
    await assert.rejects(query(own.uri, "SELECT 1"));
  });
});
