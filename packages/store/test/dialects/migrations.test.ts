import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import type { Database } from "../../src/database/sql.ts";
import { openDatabase } from "../../src/dialects/open.ts";
import { MIGRATIONS } from "../../src/migrations/index.ts";
import { onEveryDatabase } from "./databases.ts";

const NEWEST = MIGRATIONS.at(-1)?.version ?? 0;

onEveryDatabase(({ name, empty }) => {
  test("a new database gets every migration once, and keeps its rows when opened again", async (t) => {
    const uri = await empty(t);
    await using(uri, (database) => database.write((sql) => sql.run("INSERT INTO entity_key (name) VALUES ('kept')")));
    await using(uri, async (database) => {
      assert.deepEqual(
        await ledger(database),
        MIGRATIONS.map((migration) => migration.version),
      );
      assert.equal((await database.read.all("SELECT id FROM entity_key")).length, 1);
    });
  });

  test("a database of a newer version is refused and left alone", async (t) => {
    const uri = await empty(t);
    await using(uri, (database) =>
      database.write((sql) =>
        sql.run("INSERT INTO millrace_migration (version, name) VALUES (?, 'newer')", [NEWEST + 1]),
      ),
    );
    await assert.rejects(openDatabase(uri), {
      name: "MillraceError",
      code: "INVALID_PARAMETER_VALUE",
      message: new RegExp(`version ${NEWEST + 1}.*newer Millrace`, "s"),
    });
  });

  test("a database of MLflow is refused and left alone", async (t) => {
    const uri = await empty(t);
    await using(uri, async (database) => {
      await database.write(async (sql) => {
        await sql.run("DROP TABLE millrace_migration");
        await sql.run("CREATE TABLE alembic_version (version_num TEXT)");
      });
    });
    await assert.rejects(openDatabase(uri), { code: "INVALID_PARAMETER_VALUE", message: /belongs to MLflow/ });
  });

  if (name === "sqlite") {
    test("no copy of the file is made when there is nothing to migrate", async (t) => {
      const uri = await empty(t);
      await using(uri, () => Promise.resolve());
      await using(uri, () => Promise.resolve());
      assert.ok(!existsSync(`${uri.replace("sqlite:///", "")}.v${NEWEST}.backup`));
    });
    return;
  }

  test("servers that start at once on a new database all come up", async (t) => {
    const uri = await empty(t);
    const opened = await Promise.all(Array.from({ length: 5 }, () => openDatabase(uri)));
    for (const database of opened) {
      assert.deepEqual(
        await ledger(database),
        MIGRATIONS.map((migration) => migration.version),
      );
      await database.close();
    }
  });
});

async function using(uri: string, work: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await openDatabase(uri);
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

async function ledger(database: Database): Promise<number[]> {
  const rows = await database.read.all<{ version: number }>("SELECT version FROM millrace_migration ORDER BY version");
  return rows.map((row) => row.version);
}
