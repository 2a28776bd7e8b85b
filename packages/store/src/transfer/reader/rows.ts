import { inList, slicesOf } from "../../database/in-list.ts";
import type { SqlValue } from "../../database/sql.ts";
import type { ForeignDatabase } from "../foreign.ts";
import type { Entry } from "../records.ts";

const PAGE = 500;

/** Reads a table in pages by its internal number; `text` ends in a condition on the column `id` of its alias `t`. */
export async function* pagesById<R extends { readonly id: number }>(
  database: ForeignDatabase,
  text: string,
): AsyncGenerator<R[]> {
  let after = 0;
  for (;;) {
    const rows = await database.all<R>(`${text} AND t.id > ? ORDER BY t.id LIMIT ${PAGE}`, [after]);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.id;
  }
}

/** Reads rows that belong to some owners, by owner; `@` in the text stands for the list of owners. */
export async function rowsByOwner<R extends { readonly owner: number | string }>(
  database: ForeignDatabase,
  text: string,
  owners: readonly SqlValue[],
): Promise<Map<number | string, R[]>> {
  const found: R[] = [];
  for (const slice of slicesOf(owners, PAGE)) {
    const list = inList(slice);
    found.push(...(await database.all<R>(text.replace("@", list.text), list.params)));
  }
  return Map.groupBy(found, ({ owner }) => owner);
}

/** Tags or parameters of one owner. */
export function entriesOf(
  rows: ReadonlyMap<number | string, readonly Entry[]>,
  owner: number | string,
): readonly Entry[] {
  return (rows.get(owner) ?? []).map(({ key, value }) => ({ key, value }));
}
