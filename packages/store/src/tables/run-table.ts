import { Encoded, type endpoints, type ResponseOf } from "@millrace/contract";
import type { Database } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import { findKeys } from "../search/known-keys.ts";
import { RunFinder, type RunPage } from "../search/run-finder.ts";
import { parseExperimentIds } from "../search/scope.ts";
import type { SearchQuery } from "../store.ts";
import { parseColumn, type TableColumn } from "./columns.ts";
import { type CellQuery, cellQuery, columnTexts } from "./cells.ts";
import { keyCatalogue } from "./key-catalogue.ts";

/** Tables of runs, column by column, and what columns there are. */
export class RunTables {
  readonly #database: Database;
  readonly #keys: Keys;
  readonly #finder: RunFinder;

  constructor(database: Database, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
    this.#finder = new RunFinder(database, keys);
  }

  /** @throws MillraceError INVALID_PARAMETER_VALUE for what a search refuses, and for a column that does not exist. */
  async runTable(
    experimentIds: readonly string[],
    query: SearchQuery,
    columns: readonly string[],
  ): Promise<Encoded<ResponseOf<typeof endpoints.columns.runTable>>> {
    const parsed = columns.map(parseColumn);
    const page = await this.#finder.findPage(experimentIds, query);
    const total = await this.#finder.count(experimentIds, query);
    const queries = await this.#cellQueries(experimentIds, parsed);
    return new Encoded(tableTexts(this.#database, page, total, queries));
  }

  /** @throws MillraceError INVALID_PARAMETER_VALUE for an experiment id that is no integer. */
  async keys(experimentIds: readonly string[]): Promise<ResponseOf<typeof endpoints.columns.keys>> {
    return keyCatalogue(this.#database.read, parseExperimentIds(experimentIds));
  }

  async #cellQueries(experimentIds: readonly string[], columns: readonly TableColumn[]): Promise<CellQuery[]> {
    const experiments = parseExperimentIds(experimentIds);
    const fields = columns.flatMap(({ field }) => (field.kind === "info" ? [] : [field]));
    const known = await findKeys(this.#database, this.#keys, experiments, fields);
    return columns.map((column) => cellQuery(column, known, this.#database.dialect));
  }
}

/**
 * One column after the other: no more than a part of one is held as rows. Who wants an ETag joins the text of all of
 * them, which is why a request is limited to so many cells.
 */
async function* tableTexts(
  database: Database,
  { ids, nextPageToken }: RunPage,
  total: number,
  queries: readonly CellQuery[],
): AsyncGenerator<string> {
  yield `{"total":${total},"columns":[`;
  for (const [index, query] of queries.entries()) {
    yield `${index === 0 ? "" : ","}{"name":${JSON.stringify(query.name)},"values":[`;
    yield* columnTexts(database.read, query, ids);
    yield "]}";
  }
  yield `]${nextPageToken === undefined ? "" : `,"next_page_token":"${nextPageToken}"`}}`;
}
