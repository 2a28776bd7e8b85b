import { Encoded } from "@millrace/contract";
import { slicesOf } from "../database/in-list.ts";
import type { Database } from "../database/sql.ts";
import type { Int64Cell } from "../database/values.ts";
import { NEVER } from "../search/condition.ts";
import { type Fragment, raw, sql } from "../search/fragment.ts";
import type { PageTokens } from "../search/page-tokens.ts";
import { keyColumns, keyOrder, keysAfter, type KeyValue, readKeys, type SortKey } from "../search/sort-key.ts";

/** A search whose matches are found by number first and read piece by piece while the answer goes out. */
export interface Search {
  readonly database: Database;
  /** The name of the answer's list. */
  readonly list: string;
  /** The tables, and in them the expression of the number. */
  readonly from: string;
  readonly id: string;
  readonly where: Fragment;
  readonly keys: readonly SortKey[];
  readonly tokens: PageTokens;
  /** Reads the JSON texts of some matches in the given order; of one that is gone by now there is none. */
  readonly texts: (ids: readonly number[]) => AsyncIterable<string>;
}

/** Numbers with their sort keys are found so many at once, and read so many at once. */
const FOUND = 20_000;
const READ = 256;

interface Found {
  readonly id: number;
  readonly keys: readonly KeyValue[];
}

/** The answer of a search: one page of it. */
export async function answer<Message>(
  search: Search,
  page: { readonly maxResults: number; readonly pageToken: string | undefined },
): Promise<Encoded<Message>> {
  const after = search.tokens.read(page.pageToken);
  const first = await find(search, after, page.maxResults);
  return new Encoded(answerText(search, first, page.maxResults));
}

async function* answerText(search: Search, first: readonly Found[], most: number): AsyncGenerator<string> {
  if (first.length === 0) {
    yield "{}";
    return;
  }
  yield `{"${search.list}":[`;
  let separator = "";
  let left = most;
  let found = first;
  for (;;) {
    const taken = found.slice(0, Math.min(left, FOUND));
    left -= taken.length;
    for await (const text of readTexts(search, taken)) {
      yield separator + text;
      separator = ",";
    }
    const last = taken.at(-1);
    if (last === undefined || found.length === taken.length) {
      yield "]}";
      return;
    }
    if (left === 0) {
      yield `],"next_page_token":"${search.tokens.write(last.keys)}"}`;
      return;
    }
    found = await find(search, last.keys, left);
  }
}

/** Between the pieces other work of the process gets its turn. */
async function* readTexts(search: Search, found: readonly Found[]): AsyncGenerator<string> {
  for (const slice of slicesOf(found, READ)) {
    yield* search.texts(slice.map(({ id }) => id));
    await new Promise(setImmediate);
  }
}

/** The next matches of which so many are wanted, and one more that tells whether they are all. */
async function find(search: Search, after: readonly KeyValue[] | undefined, wanted: number): Promise<Found[]> {
  const { database, from, id, where, keys } = search;
  const rest = after === undefined ? undefined : keysAfter(keys, after);
  if (rest === NEVER) return [];
  const condition = rest === undefined ? where : sql`${where} AND ${rest}`;
  const select = raw(`SELECT ${id} AS id, ${keyColumns(keys, database.dialect)} FROM ${from}`);
  const { text, params } =
    sql`${select} WHERE ${condition} ORDER BY ${keyOrder(keys)} LIMIT ${Math.min(wanted, FOUND) + 1}`;
  const rows = await database.read.all<Record<string, Int64Cell>>(text, params);
  return rows.map((row) => ({ id: Number(row["id"]), keys: readKeys(keys, row) }));
}
