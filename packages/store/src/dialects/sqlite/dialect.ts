import SqliteDriver from "better-sqlite3";
import type { Dialect } from "../../database/sql.ts";
import type { SchemaTypes } from "../../migrations/migration.ts";

/** SQLite's spelling of what the databases say differently. */
export const sqliteDialect: Dialect = {
  int64Column: (column) =>
    `CASE WHEN ${column} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} ` +
    `THEN ${column} ELSE CAST(${column} AS TEXT) END`,
  like: (column) => `text_like(?, ${column})`,
  ilike: (column) => `text_ilike(?, ${column})`,
  rlike: (column) => `text_rlike(?, ${column})`,
  rlikePattern: (pattern) => pattern,
  forUpdate: "",
  forShare: "",
  jsonObjects: (columns, query) => {
    const members = columns.map((column) => `'${column}', ${column}`).join(", ");
    return `(SELECT json_group_array(json_object(${members})) FROM (${query}))`;
  },
  joinsKeys: true,
  // AUTOINCREMENT looks at every id by itself.
  advanceIds: () => "SELECT 1 AS done",
  indexesLater: true,
  isUniqueViolation: (error) =>
    error instanceof SqliteDriver.SqliteError && /^SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY|ROWID)$/.test(error.code),
};

export const sqliteTypes: SchemaTypes = {
  autoId: "INTEGER PRIMARY KEY AUTOINCREMENT",
  text: "TEXT",
  // No type: a column with REAL affinity would keep whole doubles as integers and refuse the text "NaN".
  double: "",
  bytes: "BLOB",
  flag: "INTEGER",
  clustered: "WITHOUT ROWID",
};
