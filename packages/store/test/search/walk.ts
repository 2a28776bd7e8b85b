import assert from "node:assert/strict";
import type { Encoded, Run } from "@millrace/contract";
import type { SearchQuery, Store } from "@millrace/store";

/** The message in an encoded answer, as its type promises. */
export async function messageOf<Message>(encoded: Encoded<Message>): Promise<Message> {
  let text = "";
  for await (const chunk of encoded.chunks) text += chunk;
  return JSON.parse(text) as Message;
}

/** One page of a search. */
export interface Page {
  readonly runs: readonly Run[];
  readonly token: string | undefined;
}

/** Reads one page. */
export async function readPage(store: Store, experiments: readonly string[], query: SearchQuery): Promise<Page> {
  const { runs = [], next_page_token: token } = await messageOf(await store.runs.search(experiments, query));
  if (token !== undefined) assert.equal(runs.length, query.maxResults, "only full pages have a next one");
  return { runs, token };
}

/** The ids of all runs of a search, read page by page; `between` is called before each further page. */
export async function walk(
  store: Store,
  experiments: readonly string[],
  query: Omit<SearchQuery, "pageToken">,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = await readPage(store, experiments, { ...query, pageToken });
    ids.push(...page.runs.map((run) => run.info.run_id));
    assert.equal(new Set(ids).size, ids.length, "no run comes twice");
    pageToken = page.token;
    if (pageToken !== undefined) await between();
  } while (pageToken !== undefined);
  return ids;
}
