import type { Client } from "pg";
import type { Database } from "../../database/sql.ts";
import { parsePostgresUri } from "./address.ts";
import { connect } from "./connect.ts";
import { Connections } from "./connections.ts";
import { postgresDialect } from "./dialect.ts";
import { translated } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { Reads } from "./reads.ts";
import { Session } from "./session.ts";
import { Statements } from "./statements.ts";
import { transact } from "./transaction.ts";

/** Reads have connections of their own, so that neither long searches nor waiting writes block the other kind. */
const WRITERS = 10;
const READERS = 10;

/**
 * Opens a PostgreSQL database and brings its schema up to date.
 * @throws MillraceError when the URI is malformed, the server can't be reached, or the database is not ours or a newer one.
 */
export async function openPostgres(uri: string): Promise<Database> {
  // Only a server on PostgreSQL pays for loading its driver.
  const { Client: Driver, Pool } = await import("pg");
  const { client, config } = await connect(Driver, parsePostgresUri(uri));
  let folding: string;
  try {
    await migrate(client);
    folding = await foldingCollation(client);
  } catch (error) {
    throw translated(error);
  } finally {
    await client.end();
  }
  const statements = new Statements();
  const writers = new Connections(Pool, { ...config, max: WRITERS }, statements);
  const readers = new Connections(Pool, { ...config, max: READERS }, statements);
  const reads = new Reads(readers);
  return {
    dialect: postgresDialect(folding),
    read: new Session((text, values) => reads.query(text, values)),
    write: (work) => writers.use((connection) => transact(connection, work)),
    close: async () => {
      await Promise.all([writers.close(), readers.close()]);
    },
  };
}

/** The best collation here that knows the case of letters beyond ASCII; which there are depends on the server's build. */
async function foldingCollation(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT collname AS name FROM pg_collation
     WHERE collname IN ('pg_c_utf8', 'C.utf8', 'und-x-icu') AND collencoding IN (-1, pg_char_to_encoding('UTF8'))
     ORDER BY array_position(ARRAY['pg_c_utf8', 'C.utf8', 'und-x-icu'], collname::text) LIMIT 1`,
  );
  return rows[0]?.name ?? "default";
}
