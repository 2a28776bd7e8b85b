import { after, describe, type TestContext } from "node:test";
import { DATABASES } from "@millrace/testkit";
import type { Database } from "../../src/database/sql.ts";
import { openDatabase } from "../../src/dialects/open.ts";
import { postgresTypes } from "../../src/dialects/postgres/dialect.ts";
import { sqliteTypes } from "../../src/dialects/sqlite/dialect.ts";

type Kind = (typeof DATABASES)[number];

/** The databases of a suite, each removed when its user ends. */
export interface Fixture {
  readonly name: "sqlite" | "postgresql";
  /** The URI of a new, empty database. */
  readonly empty: (test: TestContext) => Promise<string>;
  /** A new database with a table `sample (id, whole, number, text, bytes)`. */
  readonly open: (test: TestContext) => Promise<Database>;
  /** A database like that for all tests of the suite that ask for it. */
  readonly shared: () => Promise<Database>;
}

/** What `Sql.insert` needs to fill the table `sample`. */
export const SAMPLE = {
  table: "sample",
  columns: { id: "bigint", whole: "bigint", number: "float8", text: "text", bytes: "bytea" },
} as const;

/** Runs a suite on every database. */
export function onEveryDatabase(suite: (fixture: Fixture) => void): void {
  for (const kind of DATABASES) {
    describe(kind.name, { skip: kind.skip }, () => suite(fixtureOf(kind)));
  }
}

function fixtureOf(kind: Kind): Fixture {
  let shared: ReturnType<typeof openSample> | undefined;
  after(async () => (await shared)?.remove());
  return {
    name: kind.name,
    empty: async (test) => {
      const { uri, drop } = await kind.fresh();
      test.after(drop);
      return uri;
    },
    open: async (test) => {
      const { database, remove } = await openSample(kind);
      test.after(remove);
      return database;
    },
    shared: async () => {
      shared ??= openSample(kind);
      return (await shared).database;
    },
  };
}

async function openSample(kind: Kind): Promise<{ database: Database; remove: () => Promise<void> }> {
  const { uri, drop } = await kind.fresh();
  const database = await openDatabase(uri);
  const remove = async (): Promise<void> => {
    await database.close();
    await drop();
  };
  const types = kind.name === "sqlite" ? sqliteTypes : postgresTypes;
  await database.write((sql) =>
    sql.run(
      `CREATE TABLE sample (id BIGINT PRIMARY KEY, whole BIGINT, number ${types.double}, ` +
        `text ${types.text}, bytes ${types.bytes})`,
    ),
  );
  return { database, remove };
}
