import type { Database } from "../database/sql.ts";
import { parseStoreUri } from "./uri.ts";

/**
 * Opens the database of a backend store URI; only the driver that it needs is loaded.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a URI or a database that can't be used.
 */
export async function openDatabase(uri: string): Promise<Database> {
  const location = parseStoreUri(uri);
  if (location.kind === "sqlite") {
    const { openSqlite } = await import("./sqlite/open.ts");
    return openSqlite(location.path);
  }
  const { openPostgres } = await import("./postgres/open.ts");
  return openPostgres(location.uri);
}
