import type { Experiment, endpoints, ResponseOf, ViewType } from "@millrace/contract";
import {
  type Comparison,
  type ExperimentAttribute,
  type ExperimentField,
  type ExperimentOrderField,
  type OrderTerm,
  parseExperimentFilter,
  parseExperimentOrder,
} from "@millrace/filter";
import type { Database, Dialect } from "../database/sql.ts";
import { type ExperimentRow, experimentColumns, readExperimentTags, toExperiment } from "../experiments/rows.ts";
import type { SearchQuery } from "../store.ts";
import { allOf, ALWAYS, conditionOf, not } from "./condition.ts";
import { type Fragment, raw, sql } from "./fragment.ts";
import { askedOf, PageTokens } from "./page-tokens.ts";
import { keyColumns, keyOrder, keysAfter, readKeys, type SortKey } from "./sort-key.ts";
import { integerTest, isNullTest, textTest } from "./tests.ts";

/** How many experiments' tags are read by one query. */
const TAGGED = 1024;

/** Searches experiments by filter, in the asked order, page by page. */
export class ExperimentSearch {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws MillraceError INVALID_PARAMETER_VALUE for a bad filter, order or page token. */
  async search(query: SearchQuery): Promise<ResponseOf<typeof endpoints.experiments.search>> {
    const { read, dialect } = this.#database;
    const filter = parseExperimentFilter(query.filter);
    const keys = experimentOrder(parseExperimentOrder(query.orderBy));
    const tokens = new PageTokens({ search: "experiments", ...askedOf(query) }, keys);
    const after = tokens.read(query.pageToken);
    const where = allOf([
      inView(query.view),
      conditionOf(filter, (comparison) => experimentCondition(comparison, dialect)),
      after === undefined ? ALWAYS : keysAfter(keys, after),
    ]);
    const select = raw(`SELECT ${experimentColumns(dialect)}, ${keyColumns(keys, dialect)} FROM experiment`);
    const { text, params } = sql`${select} WHERE ${where} ORDER BY ${keyOrder(keys)} LIMIT ${query.maxResults + 1}`;
    const found = await read.all<ExperimentRow & Record<string, string | number>>(text, params);
    const rows = found.slice(0, query.maxResults);
    const last = rows.at(-1);
    const more = last !== undefined && found.length > rows.length;
    return {
      ...(rows.length === 0 ? {} : { experiments: await this.#withTags(rows) }),
      ...(more ? { next_page_token: tokens.write(readKeys(keys, last)) } : {}),
    };
  }

  async #withTags(rows: readonly ExperimentRow[]): Promise<Experiment[]> {
    const experiments: Experiment[] = [];
    for (let start = 0; start < rows.length; start += TAGGED) {
      const some = rows.slice(start, start + TAGGED);
      const tags = await readExperimentTags(
        this.#database.read,
        some.map((row) => row.id),
      );
      for (const row of some) experiments.push(toExperiment(row, tags.get(row.id)));
    }
    return experiments;
  }
}

function inView(view: ViewType): Fragment {
  if (view === "ALL") return ALWAYS;
  return raw(`experiment.deleted = ${view === "ACTIVE_ONLY" ? 0 : 1}`);
}

const COLUMNS: Readonly<Record<ExperimentAttribute, Pick<SortKey, "expression" | "kind">>> = {
  experiment_id: { expression: "experiment.id", kind: "integer" },
  name: { expression: "experiment.name", kind: "text" },
  creation_time: { expression: "experiment.created_ms", kind: "integer" },
  last_update_time: { expression: "experiment.updated_ms", kind: "integer" },
};

/** The newest first when no order is asked; the id makes every order complete. */
function experimentOrder(terms: readonly OrderTerm<ExperimentOrderField>[]): SortKey[] {
  const key = (name: ExperimentAttribute, descending: boolean): SortKey => ({ ...COLUMNS[name], descending });
  if (terms.length === 0) return [key("creation_time", true), key("experiment_id", false)];
  const keys = terms.map(({ field, descending }) => key(field.name, descending));
  return terms.some(({ field }) => field.name === "experiment_id") ? keys : [...keys, key("experiment_id", true)];
}

function experimentCondition(comparison: Comparison<ExperimentField>, dialect: Dialect): Fragment {
  const { field } = comparison;
  if (field.kind === "attribute") {
    const { expression, kind } = COLUMNS[field.name];
    return kind === "text" ? textTest(dialect, expression, comparison) : integerTest(expression, comparison);
  }
  const test = isNullTest(comparison) ? ALWAYS : textTest(dialect, "t.value", comparison);
  const tag = raw("SELECT 1 FROM experiment_tag AS t WHERE t.experiment_id = experiment.id");
  const there = sql`EXISTS (${tag} AND t.key = ${field.key} AND ${test})`;
  return comparison.op === "is null" ? not(there) : there;
}
