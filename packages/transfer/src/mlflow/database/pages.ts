import type { ForeignDatabase, SqlValue } from "@millrace/store/transfer";

const PAGE = 500;

/** A table that is read page by page along a column without double values. */
export interface PagedQuery<R extends object> {
  /** SQL up to the condition, such as `SELECT … FROM runs WHERE lifecycle_stage = 'active'`. */
  readonly select: string;
  readonly column: string;
  /** The value of the column in a row, and one before all others. */
  readonly valueOf: (row: R) => SqlValue;
  readonly start: SqlValue;
}

/** Reads a table in pages, so that other statements can run between them. */
export async function* pagesOf<R extends object>(
  database: ForeignDatabase,
  { select, column, valueOf, start }: PagedQuery<R>,
): AsyncGenerator<R[]> {
  let after = start;
  for (;;) {
    const rows = await database.all<R>(`${select} AND ${column} > ? ORDER BY ${column} LIMIT ${PAGE}`, [after]);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < PAGE) return;
    after = valueOf(last);
  }
}
