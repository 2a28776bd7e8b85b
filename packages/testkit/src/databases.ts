import path from "node:path";
import pg from "pg";
import { tempDir } from "./places.ts";
import { postgresMissing, startPostgres } from "./postgres.ts";

/** An empty database of a test's own. */
export interface FreshDatabase {
  /** As `--backend-store-uri` takes it. */
  readonly uri: string;
  /** Removes it, together with the connections that are still open to it. */
  readonly drop: () => Promise<void>;
}

/** One kind of database that every test of the store runs on. */
export interface Database {
  readonly name: "sqlite" | "postgresql";
  /** Why it can't be had here, for a suite's `skip`; false when it can. */
  readonly skip: string | false;
  readonly fresh: () => Promise<FreshDatabase>;
}

/** Every database that Millrace stores on: `for (const db of DATABASES) describe(db.name, { skip: db.skip }, …)`. */
export const DATABASES: readonly Database[] = [
  { name: "sqlite", skip: false, fresh: freshSqlite },
  { name: "postgresql", skip: postgresMissing(), fresh: freshPostgres },
];

function freshSqlite(): Promise<FreshDatabase> {
  const uri = `sqlite:///${path.join(tempDir(), "millrace.db")}`;
  return Promise.resolve({ uri, drop: () => Promise.resolve() });
}

let server: Promise<string> | undefined;
let count = 0;

async function freshPostgres(): Promise<FreshDatabase> {
  // One server for all test processes when npm test started it, otherwise one for this process.
  server ??= sharedServer();
  const admin = await server;
  const name = `test_${process.pid}_${(count += 1)}`;
  await execute(admin, `CREATE DATABASE ${name}`);
  const uri = new URL(admin);
  uri.pathname = `/${name}`;
  return { uri: uri.href, drop: () => execute(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function sharedServer(): Promise<string> {
  return process.env.MILLRACE_TEST_POSTGRES ?? (await startPostgres({ durable: false })).uri;
}

async function execute(uri: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
