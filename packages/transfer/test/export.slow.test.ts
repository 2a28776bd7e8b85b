import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { openForeignDatabase } from "@millrace/store/transfer";
import { mlflowMissing, startMlflow, tempDir } from "@millrace/testkit";
import { millrace } from "./support/millrace.ts";
import { mlflow, python, readAll } from "./support/python.ts";

/** What SQLite says of every table but the texts that made it. */
async function schemaOf(file: string): Promise<unknown> {
  await using database = await openForeignDatabase(`sqlite:///${file}`);
  const tables = [...(await database.tables())].filter((table) => !table.startsWith("sqlite_")).sort();
  const described = [];
  for (const table of tables) {
    const columns = await database.all(
      'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)',
      [table],
    );
    const keys = await database.all(
      'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY "table", "from"',
      [table],
    );
    const indexes = await database.all(
      "SELECT l.\"unique\", l.origin, CASE WHEN l.origin = 'c' THEN l.name END AS name, group_concat(i.name || ' ' || i.\"desc\") AS columns " +
        "FROM pragma_index_list(?) AS l, pragma_index_xinfo(l.name) AS i WHERE i.key = 1 GROUP BY l.name ORDER BY columns, name",
      [table],
    );
    described.push({ table, columns, keys, indexes });
  }
  return described;
}

describe("millrace export mlflow", { skip: mlflowMissing() }, () => {
  it("makes the tables that MLflow itself makes", async () => {
    const folder = tempDir();
    await mlflow(["db", "upgrade", `sqlite:///${path.join(folder, "own.db")}`], folder);
    assert.equal((await millrace(["import", "mlflow", "--from", "sqlite:///own.db"], folder)).code, 0);
    const { code, err } = await millrace(["export", "mlflow", "--to", "ours.db"], folder);
    assert.equal(code, 0, err);
    assert.deepEqual(await schemaOf(path.join(folder, "ours.db")), await schemaOf(path.join(folder, "own.db")));
  });

  it("gives MLflow all that came from it, and MLflow goes on from there", async () => {
    const folder = tempDir();
    const own = `sqlite:///${path.join(folder, "own.db")}`;
    await python("fill.py", [own, "sql", path.join(folder, "artifacts")], folder);
    assert.equal((await millrace(["import", "mlflow", "--from", own], folder)).code, 0);
    const { code, out, err } = await millrace(["export", "mlflow", "--to", "ours.db"], folder);
    assert.equal(code, 0, err + out);
    const refused = await millrace(["export", "mlflow", "--to", "ours.db"], folder);
    assert.deepEqual([refused.code, refused.out], [4, ""]);
    const [expected, answers] = [await answersOf(own, folder), await answersOf("sqlite:///ours.db", folder)];
    assert.deepEqual(answers, expected);
    assert.equal(await python("go-on.py", ["sqlite:///ours.db"], folder), "experiment 5, version 5\n");
  });
});

async function answersOf(backend: string, folder: string): Promise<unknown> {
  const server = await startMlflow({ folder, backend });
  try {
    assert.doesNotMatch(server.output(), /Updating database tables|Creating initial/);
    return await readAll(server.url, "sql", folder);
  } finally {
    await server.stop();
  }
}
