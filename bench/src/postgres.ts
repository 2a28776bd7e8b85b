/** One real PostgreSQL, with its default durability, for the targets that are compared on it. */
import { startPostgres } from "@millrace/testkit";
import pg from "pg";

/** A running server. */
export type PostgresServer = {
  /** Creates an empty database and gives its `postgres://` URI. */
  readonly createDatabase: (name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Starts a server. It ends with this process at the latest. */
export async function openPostgres(): Promise<PostgresServer> {
  const { uri, stop } = await startPostgres({ durable: true });
  return {
    createDatabase: async (name) => {
      const client = new pg.Client({ connectionString: uri });
      await client.connect();
      try {
        await client.query(`CREATE DATABASE ${name}`);
      } finally {
        await client.end();
      }
      // Of the two spellings of the scheme, every target takes this one.
      const database = new URL(uri.replace("postgresql:", "postgres:"));
      database.pathname = `/${name}`;
      return database.href;
    },
    stop,
  };
}
