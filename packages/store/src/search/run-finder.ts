import { parseRunFilter, parseRunOrder } from "@millrace/filter";
import type { Database } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import type { SearchQuery } from "../store.ts";
import { filterFields, findKeys } from "./known-keys.ts";
import { askedOf, PageTokens } from "./page-tokens.ts";
import { countRuns, findRuns } from "./page.ts";
import { runOrder } from "./run-order.ts";
import { planCount, planRuns } from "./run-plan.ts";
import { parseExperimentIds, scopesOf } from "./scope.ts";

/** One page of runs. */
export interface RunPage {
  /** Internal ids in the asked order. */
  readonly ids: readonly number[];
  /** How to ask for the next page; `undefined` on the last one. */
  readonly nextPageToken: string | undefined;
}

/** Finds which runs a search asks for; what they hold is read by others. */
export class RunFinder {
  readonly #database: Database;
  readonly #keys: Keys;

  constructor(database: Database, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
  }

  /**
   * The runs of one page.
   * @throws MillraceError INVALID_PARAMETER_VALUE for a bad filter, order, experiment id or page token.
   */
  async findPage(experimentIds: readonly string[], query: SearchQuery): Promise<RunPage> {
    const experiments = parseExperimentIds(experimentIds);
    const filter = parseRunFilter(query.filter);
    const terms = parseRunOrder(query.orderBy);
    if (experiments.length === 0) return { ids: [], nextPageToken: undefined };
    const { read, dialect } = this.#database;
    const fields = [...filterFields(filter), ...terms.map((term) => term.field)];
    const known = await findKeys(this.#database, this.#keys, experiments, fields);
    const order = runOrder(terms, known);
    const tokens = new PageTokens({ search: "runs", experiments, ...askedOf(query) }, order.keys);
    const after = tokens.read(query.pageToken);
    const question = { scopes: scopesOf(experiments, query.view), filter, order };
    const plan = await planRuns(read, question, { dialect, keys: known });
    const found = await findRuns(read, dialect, plan, { after, limit: query.maxResults + 1 });
    const page = found.slice(0, query.maxResults);
    const last = page.at(-1);
    const more = last !== undefined && found.length > page.length;
    return { ids: page.map((run) => run.id), nextPageToken: more ? tokens.write(last.keys) : undefined };
  }

  /** How many runs match on all pages together. Throws as `findPage` does. */
  async count(experimentIds: readonly string[], query: Pick<SearchQuery, "filter" | "view">): Promise<number> {
    const experiments = parseExperimentIds(experimentIds);
    const filter = parseRunFilter(query.filter);
    if (experiments.length === 0) return 0;
    const known = await findKeys(this.#database, this.#keys, experiments, filterFields(filter));
    const { read, dialect } = this.#database;
    const question = { scopes: scopesOf(experiments, query.view), filter };
    return countRuns(read, await planCount(read, question, { dialect, keys: known }));
  }
}
