import type { Database } from "../database/sql.ts";
import type { ForeignDatabase } from "../transfer/foreign.ts";
import { parseStoreUri } from "./uri.ts";

/**
 * Opens a database that another program made, to read it; nothing in it is changed.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a URI or a database that can't be used.
 */
export async function openForeignDatabase(uri: string): Promise<ForeignDatabase> {
  const location = parseStoreUri(uri);
  if (location.kind === "sqlite") {
    const { openForeignSqlite } = await import("./sqlite/foreign.ts");
    return openForeignSqlite(location.path);
  }
  const { openForeignPostgres } = await import("./postgres/foreign.ts");
  return openForeignPostgres(location.uri);
}

/**
 * Makes a SQLite file for another program's tables.
 * @throws MillraceError RESOURCE_ALREADY_EXISTS when there is a file already, INVALID_PARAMETER_VALUE when it can't be made.
 */
export async function createForeignDatabase(path: string): Promise<Database> {
  const { createForeignSqlite } = await import("./sqlite/foreign.ts");
  return createForeignSqlite(path);
}
