import type { Client } from "pg";
import type { Row, SqlValue } from "../../database/sql.ts";
import type { ForeignDatabase } from "../../transfer/foreign.ts";
import { parsePostgresUri } from "./address.ts";
import { connect, describeAddress } from "./connect.ts";
import { translated } from "./errors.ts";
import { Statements } from "./statements.ts";
import { parameter } from "./values.ts";

const BATCH = 10_000;

/** Reads all in one state of the database, however long that takes. */
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex'`;

/**
 * Opens a PostgreSQL database of another program to read it.
 * @throws MillraceError when the URI is malformed or the server can't be reached.
 */
export async function openForeignPostgres(uri: string): Promise<ForeignDatabase> {
  const { Client: Driver } = await import("pg");
  const address = parsePostgresUri(uri);
  const { client } = await connect(Driver, address);
  await client.query(BEGIN);
  const reader = new Reader(client);
  const close = (): Promise<void> => client.end();
  return {
    place: `PostgreSQL at ${describeAddress(address)}`,
    folder: undefined,
    int64Column: (column) => column,
    tables: async () =>
      names(
        await reader.all("SELECT tablename AS name FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"),
      ),
    columns: async (table) =>
      names(
        await reader.all(
          "SELECT column_name AS name FROM information_schema.columns " +
            "WHERE table_schema = ANY (current_schemas(false)) AND table_name = ?",
          [table],
        ),
      ),
    all: (text, params) => reader.all(text, params),
    batches: (text, params) => reader.batches(text, params),
    // The server watches over its own files and keys.
    damage: async () => [],
    close,
    [Symbol.asyncDispose]: close,
  };
}

function names(rows: readonly { name: string }[]): ReadonlySet<string> {
  return new Set(rows.map((row) => row.name));
}

/** Runs statements one after the other on one connection. */
class Reader {
  readonly #client: Client;
  readonly #statements = new Statements();

  constructor(client: Client) {
    this.#client = client;
  }

  async all<R extends Row>(text: string, params: readonly SqlValue[] = []): Promise<R[]> {
    const statement = this.#statements.get(text);
    try {
      const { rows } = await this.#client.query<R>({ text: statement.text, values: params.map(parameter) });
      return rows;
    } catch (error) {
      throw translated(error);
    }
  }

  async *batches<R extends Row>(text: string, params: readonly SqlValue[] = []): AsyncGenerator<R[]> {
    await this.all(`DECLARE batches NO SCROLL CURSOR FOR ${text}`, params);
    try {
      for (;;) {
        const rows = await this.all<R>(`FETCH ${BATCH} FROM batches`);
        if (rows.length > 0) yield rows;
        if (rows.length < BATCH) return;
      }
    } finally {
      await this.all("CLOSE batches");
    }
  }
}
