import type { Row, SqlValue } from "../database/sql.ts";

/** A database of another program, read only, in the state that it had when it was opened. */
export interface ForeignDatabase extends AsyncDisposable {
  /** Where it is, without a password. */
  readonly place: string;
  /** The folder of its file, when it is one of this machine. */
  readonly folder: string | undefined;
  /** An integer column that keeps its value beyond 2^53; read it with `readInt64`. */
  int64Column(column: string): string;
  /** The names of the tables. */
  tables(): Promise<ReadonlySet<string>>;
  /** The names of a table's columns; none when there is no such table. */
  columns(table: string): Promise<ReadonlySet<string>>;
  /** Runs SQL with `?` for parameters. */
  all<R extends Row>(text: string, params?: readonly SqlValue[]): Promise<R[]>;
  /** The same for any number of rows, some thousand at a time; no other statement may run before the last of them. */
  batches<R extends Row>(text: string, params?: readonly SqlValue[]): AsyncIterable<R[]>;
  /** What the database finds wrong with itself when it looks at all of it; some dozen lines at most. */
  damage(): Promise<string[]>;
  close(): Promise<void>;
}
