import type { Entry } from "@millrace/store/transfer";
import { type ForeignDatabase, inList, type SqlValue } from "@millrace/store/transfer";

/** A tag or parameter with what it belongs to. */
export interface EntryRow {
  readonly owner: string;
  readonly key: string;
  readonly value: string | null;
}

/** Reads rows that belong to some owners, by owner; `@` in the text stands for the list of owners. */
export async function rowsByOwner<R extends { readonly owner: string }>(
  database: ForeignDatabase,
  text: string,
  owners: readonly SqlValue[],
): Promise<Map<string, R[]>> {
  if (owners.length === 0) return new Map();
  const list = inList(owners);
  const rows = await database.all<R>(text.replaceAll("@", list.text), list.params);
  return Map.groupBy(rows, ({ owner }) => owner);
}

/** Reads tags or parameters in the order of their keys. */
export async function entriesByOwner(
  database: ForeignDatabase,
  text: string,
  owners: readonly SqlValue[],
): Promise<Map<string, Entry[]>> {
  const rows = await rowsByOwner<EntryRow>(database, text, owners);
  return new Map(
    Array.from(rows, ([owner, entries]) => [owner, entries.map(({ key, value }) => ({ key, value: value ?? "" }))]),
  );
}
