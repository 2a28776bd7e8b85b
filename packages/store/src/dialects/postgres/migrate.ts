import type { Client } from "pg";
import { MillraceError } from "@millrace/contract";
import type { Sql } from "../../database/sql.ts";
import { applyMigrations, schemaState } from "../../migrations/migrate.ts";
import { Connection } from "./connection.ts";
import { postgresTypes } from "./dialect.ts";
import { errorCode } from "./errors.ts";
import { Statements } from "./statements.ts";
import { transact } from "./transaction.ts";

/** Any number that no other program uses for its advisory locks. */
const LOCK = 7_310_867_423;

/**
 * Brings the schema up to date in one transaction; servers that start at once wait for each other.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the database is not ours, newer or can't hold our rows.
 */
export async function migrate(client: Client): Promise<void> {
  try {
    await transact(new Connection(client, new Statements()), migrateLocked);
  } catch (error) {
    const code = errorCode(error);
    if (code !== "42501" && code !== "3F000" && code !== "25006") throw error;
    throw new MillraceError(
      "INVALID_PARAMETER_VALUE",
      `The PostgreSQL user may not make Millrace's tables: ${error instanceof Error ? error.message : code}. ` +
        "Let it create tables in the database, or give another one with --backend-store-uri.",
      { cause: error },
    );
  }
}

async function migrateLocked(sql: Sql): Promise<void> {
  await sql.all("SELECT pg_advisory_xact_lock(?)", [LOCK]);
  const encoding = await sql.get<{ name: string }>("SELECT current_setting('server_encoding') AS name");
  if (encoding?.name !== "UTF8") {
    throw new MillraceError(
      "INVALID_PARAMETER_VALUE",
      `The PostgreSQL database has the encoding ${encoding?.name}, which can't hold every text. ` +
        "Give Millrace a database made with ENCODING 'UTF8'.",
    );
  }
  const tables = await sql.all<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = ANY (current_schemas(false))",
  );
  const { pending } = await schemaState(
    sql,
    tables.map((table) => table.name),
  );
  await applyMigrations(sql, postgresTypes, pending);
}
