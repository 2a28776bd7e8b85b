import type { Int64 } from "@millrace/contract";

/** A value that a statement takes as a parameter. */
export type SqlValue = string | Int64 | Uint8Array | null;

/** One row as the driver gives it. Columns that may pass 2^53 are read through `int64Column` and `readInt64`. */
export type Row = object;

/**
 * Runs SQL. The text is standard SQL with `?` for parameters and is kept prepared; what differs between databases comes
 * from `Dialect`. The row type is what the text selects: a statement and its row type are written side by side.
 */
export interface Sql {
  all<R extends Row>(text: string, params?: readonly SqlValue[]): Promise<R[]>;
  get<R extends Row>(text: string, params?: readonly SqlValue[]): Promise<R | undefined>;
  /** Gives the number of rows that changed. */
  run(text: string, params?: readonly SqlValue[]): Promise<number>;
  /** Inserts many rows in as few steps as the database allows; `onConflict` is SQL that follows the values. */
  insert(table: InsertShape, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** What `insert` fills: columns in the order of a row's values, with each column's PostgreSQL type. */
export interface InsertShape {
  readonly table: string;
  readonly columns: Readonly<Record<string, "bigint" | "text" | "float8" | "bytea" | "smallint">>;
  /** For example `ON CONFLICT (run_id, key_id) DO UPDATE SET value = excluded.value`. */
  readonly onConflict?: string;
}

/** SQL text in which the databases differ. */
export interface Dialect {
  /** An integer column that keeps its value beyond 2^53; read it with `readInt64`. */
  int64Column(column: string): string;
  /** Conditions on text; the pattern is the parameter. */
  like(column: string): string;
  ilike(column: string): string;
  rlike(column: string): string;
  /** The parameter of `rlike` for a regular expression in re2's syntax, which was checked before. */
  rlikePattern(pattern: string): string;
  /** Makes rows that a SELECT of the open transaction read stay as they are until its end. */
  readonly forUpdate: string;
  /** The same for transactions that only need the rows to stay as they are: these do not wait for each other. */
  readonly forShare: string;
  /** A list of JSON objects, one for each row of an SQL query, with the named columns of the row. */
  jsonObjects(columns: readonly string[], query: string): string;
  /** Whether a join costs less than to put the names of keys in the place of their numbers afterwards. */
  readonly joinsKeys: boolean;
  /** A query after which new rows of a table get ids beyond all that were given by hand. */
  advanceIds(table: string): string;
  /** Whether values enter their indexes later, many runs at once: for a database that writes a page for each of them. */
  readonly indexesLater: boolean;
  /** Whether a statement failed because a row with the same unique columns is there already. */
  isUniqueViolation(error: unknown): boolean;
}

/** One database: reads see what is committed, writes are all or nothing and on disk when they return. */
export interface Database {
  readonly dialect: Dialect;
  readonly read: Sql;
  write<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
