import { Encoded, type endpoints, type ResponseOf } from "@millrace/contract";
import type { Database } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import type { SearchQuery } from "../store.ts";
import { RunFinder, type RunPage } from "./run-finder.ts";
import { runText, runTexts } from "./run-text.ts";

/** Reads runs: one by its id, or many by filter, in the asked order, page by page. */
export class RunSearch {
  readonly #database: Database;
  readonly #keys: Keys;
  readonly #finder: RunFinder;

  constructor(database: Database, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
    this.#finder = new RunFinder(database, keys);
  }

  /** @throws MillraceError RESOURCE_DOES_NOT_EXIST. */
  async get(runId: string): Promise<Encoded<ResponseOf<typeof endpoints.runs.get>>> {
    return new Encoded(single(`{"run":${await runText(this.#database, this.#keys, runId)}}`));
  }

  /** @throws MillraceError INVALID_PARAMETER_VALUE for a bad filter, order, experiment id or page token. */
  async search(
    experimentIds: readonly string[],
    query: SearchQuery,
  ): Promise<Encoded<ResponseOf<typeof endpoints.runs.search>>> {
    return new Encoded(pageTexts(this.#database, this.#keys, await this.#finder.findPage(experimentIds, query)));
  }
}

async function* single(text: string): AsyncGenerator<string> {
  yield text;
}

async function* pageTexts(database: Database, keys: Keys, { ids, nextPageToken }: RunPage): AsyncGenerator<string> {
  let prefix = '{"runs":[';
  for await (const text of runTexts(database, keys, ids)) {
    yield prefix + text;
    prefix = "";
  }
  // A list without entries is left out.
  const start = prefix === "" ? "]" : "{";
  if (nextPageToken === undefined) yield `${start}}`;
  else yield `${start}${start === "{" ? "" : ","}"next_page_token":"${nextPageToken}"}`;
}
