import { MillraceError } from "@millrace/contract";
import type { Sql } from "../database/sql.ts";
import { MIGRATIONS } from "./index.ts";
import type { Migration, SchemaTypes } from "./migration.ts";

/** The table that says which migrations a database has. */
export const LEDGER = "millrace_migration";

/** The state of a database's schema: which migrations it still lacks. */
export interface SchemaState {
  readonly version: number;
  readonly pending: readonly Migration[];
}

/**
 * Looks at the schema without changing it, besides making the ledger of migrations.
 * @throws MillraceError INVALID_PARAMETER_VALUE when a newer Millrace or another program made the database.
 */
export async function schemaState(sql: Sql, tables: readonly string[]): Promise<SchemaState> {
  if (tables.includes("alembic_version")) {
    throw new MillraceError(
      "INVALID_PARAMETER_VALUE",
      "This database belongs to MLflow. Give Millrace a database of its own with --backend-store-uri.",
    );
  }
  await sql.run(`CREATE TABLE IF NOT EXISTS ${LEDGER} (version BIGINT PRIMARY KEY, name TEXT NOT NULL)`);
  const row = await sql.get<{ version: number | null }>(`SELECT max(version) AS version FROM ${LEDGER}`);
  const version = Number(row?.version ?? 0);
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  if (version > newest) {
    throw new MillraceError(
      "INVALID_PARAMETER_VALUE",
      `The database has schema version ${version}, this Millrace knows versions up to ${newest}. ` +
        "Start a newer Millrace, or give it another database with --backend-store-uri.",
    );
  }
  return { version, pending: MIGRATIONS.filter((migration) => migration.version > version) };
}

/** Applies migrations inside the transaction of `sql`. */
export async function applyMigrations(sql: Sql, types: SchemaTypes, pending: readonly Migration[]): Promise<void> {
  for (const migration of pending) {
    for (const statement of migration.statements(types)) await sql.run(statement);
    await sql.run(`INSERT INTO ${LEDGER} (version, name) VALUES (?, ?)`, [migration.version, migration.name]);
  }
}
