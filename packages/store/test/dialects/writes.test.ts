import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Database, Sql } from "../../src/database/sql.ts";
import { onEveryDatabase, SAMPLE } from "./databases.ts";

onEveryDatabase(({ open }) => {
  test("a write that fails leaves nothing", async (t) => {
    const database = await open(t);
    await assert.rejects(
      database.write(async (sql) => {
        await insertIds(sql, [1]);
        assert.equal(await sql.run("UPDATE sample SET text = ? WHERE id = ?", ["x", 1]), 1);
        throw new Error("changed my mind");
      }),
      /changed my mind/,
    );
    await assert.rejects(database.write((sql) => insertIds(sql, [2, 3, 2])));
    await assert.rejects(database.write((sql) => sql.run("INSERT INTO nowhere VALUES (1)")));
    assert.deepEqual(await ids(database), []);
  });

  test("a statement that fails fails the write, whatever follows it", async (t) => {
    const database = await open(t);
    await database.write((sql) => insertIds(sql, [1]));
    const failing = database.write(async (sql) => {
      await insertIds(sql, [2]);
      await insertIds(sql, [1]);
      return sql.all("SELECT id FROM sample");
    });
    await assert.rejects(failing, (error) => database.dialect.isUniqueViolation(error));
    assert.deepEqual(await ids(database), [1]);
  });

  test("only a row that is there already is a unique violation", async (t) => {
    const database = await open(t);
    await database.write((sql) => insertIds(sql, [1]));
    const thrown = async (work: (sql: Sql) => Promise<unknown>): Promise<unknown> =>
      database.write(work).then(
        () => assert.fail("The write should fail."),
        (error: unknown) => error,
      );
    const { dialect } = database;
    assert.ok(dialect.isUniqueViolation(await thrown((sql) => sql.run("INSERT INTO sample (id) VALUES (1)"))));
    assert.ok(!dialect.isUniqueViolation(await thrown((sql) => sql.run("INSERT INTO sample (none) VALUES (1)"))));
    assert.ok(!dialect.isUniqueViolation(new Error("UNIQUE")));
  });

  test("a write returns what its work returns and sees its own rows", async (t) => {
    const database = await open(t);
    const count = await database.write(async (sql) => {
      await insertIds(sql, [1, 2, 3]);
      return (await sql.all("SELECT id FROM sample")).length;
    });
    assert.equal(count, 3);
    assert.equal(await database.write(() => Promise.resolve("nothing to do")), "nothing to do");
  });

  test("reads see only what is committed", async (t) => {
    const database = await open(t);
    const inside = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const writing = database.write(async (sql) => {
      await insertIds(sql, [1]);
      await sql.get("SELECT id FROM sample");
      inside.resolve();
      await finish.promise;
    });
    await inside.promise;
    assert.deepEqual(await ids(database), []);
    finish.resolve();
    await writing;
    assert.deepEqual(await ids(database), [1]);
  });

  test("writes at once all arrive, and one that fails takes no other with it", async (t) => {
    const database = await open(t);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, id) =>
        database.write(async (sql) => {
          await insertIds(sql, [id]);
          await sql.get("SELECT id FROM sample WHERE id = ?", [id]);
          if (id % 10 === 3) throw new Error("refused");
          if (id % 10 === 7) await insertIds(sql, [id]);
        }),
      ),
    );
    const expected = outcomes.map((_, id) => id).filter((id) => id % 10 !== 3 && id % 10 !== 7);
    assert.deepEqual(
      outcomes.flatMap((outcome, id) => (outcome.status === "fulfilled" ? [id] : [])),
      expected,
    );
    assert.deepEqual(await ids(database), expected);
  });

  test("a row read for update stays as it is until the write ends", async (t) => {
    const database = await open(t);
    await database.write((sql) => sql.insert(SAMPLE, [[1, 0, null, null, null]]));
    await Promise.all(
      Array.from({ length: 40 }, () =>
        database.write(async (sql) => {
          const row = await sql.get<{ whole: number }>(
            `SELECT whole FROM sample WHERE id = 1${database.dialect.forUpdate}`,
          );
          await delay(0);
          await sql.run("UPDATE sample SET whole = ? WHERE id = 1", [(row?.whole ?? 0) + 1]);
        }),
      ),
    );
    assert.deepEqual(await database.read.get("SELECT whole FROM sample").then((row) => ({ ...row })), { whole: 40 });
  });

  test("insert updates or skips rows in conflict", async (t) => {
    const database = await open(t);
    const pair = { table: "sample", columns: { id: "bigint", text: "text" } } as const;
    const update = { ...pair, onConflict: "ON CONFLICT (id) DO UPDATE SET text = excluded.text" };
    const skip = { ...pair, onConflict: "ON CONFLICT (id) DO NOTHING" };
    await database.write((sql) =>
      sql.insert(pair, [
        [1, "a"],
        [2, "b"],
      ]),
    );
    await database.write((sql) =>
      sql.insert(update, [
        [2, "B"],
        [3, "c"],
      ]),
    );
    await database.write((sql) =>
      sql.insert(skip, [
        [3, "C"],
        [4, "d"],
        [4, "D"],
      ]),
    );
    await database.write((sql) => sql.insert(pair, []));
    const rows = await database.read.all<{ text: string }>("SELECT text FROM sample ORDER BY id");
    assert.deepEqual(
      rows.map((row) => row.text),
      ["a", "B", "c", "d"],
    );
  });

  test("insert takes more rows than one statement carries", async (t) => {
    const database = await open(t);
    const many = Array.from({ length: 25_000 }, (_, id) => id);
    await database.write((sql) => insertIds(sql, many));
    const row = await database.read.get<{ count: number; sum: number }>(
      "SELECT count(*) AS count, sum(id) AS sum FROM sample",
    );
    assert.deepEqual({ ...row }, { count: 25_000, sum: (25_000 * 24_999) / 2 });
  });

  test("identity columns begin at 1 and never give an id twice", async (t) => {
    const database = await open(t);
    const add = (name: string): Promise<{ id: number } | undefined> =>
      database.write((sql) => sql.get<{ id: number }>("INSERT INTO entity_key (name) VALUES (?) RETURNING id", [name]));
    assert.equal((await add("first"))?.id, 1);
    assert.equal((await add("second"))?.id, 2);
    await database.write((sql) => sql.run("DELETE FROM entity_key WHERE id = 2"));
    assert.equal((await add("third"))?.id, 3);
  });

  test("close waits for what is under way", async (t) => {
    const database = await open(t);
    const writing = database.write((sql) => insertIds(sql, [1]));
    await Promise.all([writing, database.close()]);
    await assert.rejects(ids(database));
  });
});

async function insertIds(sql: Sql, list: readonly number[]): Promise<void> {
  await sql.insert(
    { table: "sample", columns: { id: "bigint" } },
    list.map((id) => [id]),
  );
}

async function ids(database: Database): Promise<number[]> {
  const rows = await database.read.all<{ id: number }>("SELECT id FROM sample ORDER BY id");
  return rows.map((row) => row.id);
}
