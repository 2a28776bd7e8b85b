import assert from "node:assert/strict";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import { DATABASES, tempDir } from "@millrace/testkit";
import { runInProcess } from "./support/in-process.ts";

for (const database of DATABASES) {
  describe(`millrace db on ${database.name}`, { skip: database.skip }, () => {
    it("makes a schema, finds it sound, and does no more the second time", async () => {
      const { uri, drop } = await database.fresh();
      const made = await runInProcess(["db", "upgrade", uri]);
      assert.match(made.out, /^The schema was of version 0 and is of version \d+\.\n$/);
      const again = await runInProcess(["db", "upgrade", uri]);
      assert.match(again.out, /^The schema is up to date: version \d+\.\n$/);
      const check = await runInProcess(["db", "check", uri, "--json"]);
      assert.deepEqual([made.code, again.code, check.code], [0, 0, 0]);
      assert.match(check.out, /"is_sound": true/);
      await drop();
    });
  });
}

describe("millrace db check", () => {
  /** A new database, changed behind Millrace's back. */
  const broken = async (...statements: string[]): Promise<string> => {
    const file = path.join(tempDir(), "millrace.db");
    assert.equal((await runInProcess(["db", "upgrade", `sqlite:///${file}`])).code, 0);
    using driver = new DatabaseSync(file, { enableForeignKeyConstraints: false });
    for (const statement of statements) driver.exec(statement);
    return `sqlite:///${file}`;
  };

  it("says what is damaged, and ends with 1", async () => {
    const uri = await broken("INSERT INTO experiment_tag SELECT 99, key, '' FROM (SELECT 'a' AS key)");
    const { code, out, err } = await runInProcess(["db", "check", uri]);
    assert.equal(code, 1, err);
    assert.match(out, /Damage +experiment_tag has 1 rows without their experiment/);
    assert.match(err, /^millrace: The database is damaged\..*\n$/);
  });

  it("tells an old schema and a newer one from a sound one, and changes neither", async () => {
    const old = await broken(
      "DELETE FROM millrace_migration WHERE version = (SELECT max(version) FROM millrace_migration)",
    );
    const newer = await broken("INSERT INTO millrace_migration (version, name) VALUES (9999, 'to come')");
    for (const [uri, advice] of [
      [old, /`millrace db upgrade`/],
      [newer, /A newer Millrace/],
    ] as const) {
      const first = await runInProcess(["db", "check", uri]);
      assert.equal(first.code, 1);
      assert.match(first.err, advice);
      assert.deepEqual(await runInProcess(["db", "check", uri]), first);
    }
    assert.equal((await runInProcess(["db", "upgrade", newer])).code, 2);
  });
});
