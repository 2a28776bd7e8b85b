import { Encoded, type endpoints, type ResponseOf } from "@millrace/contract";
import {
  type FilterNode,
  type LoggedModelField,
  type ModelDataset,
  parseLoggedModelFilter,
  parseLoggedModelOrder,
} from "@millrace/filter";
import { slicesOf } from "../database/in-list.ts";
import type { Database } from "../database/sql.ts";
import type { Int64Cell } from "../database/values.ts";
import { allOf, ALWAYS, conditionOf } from "../search/condition.ts";
import { type Fragment, raw, sql } from "../search/fragment.ts";
import { PageTokens } from "../search/page-tokens.ts";
import { inExperiments, parseExperimentIds, TOGETHER } from "../search/scope.ts";
import { compareKeys, keyColumns, keyOrder, keysAfter, type KeyValue, readKeys } from "../search/sort-key.ts";
import type { LoggedModelQuery } from "./logged-model-store.ts";
import { measuredOn, modelCondition } from "./search-filter.ts";
import { modelOrder, type ModelOrder } from "./search-order.ts";
import { loggedModelTexts } from "./texts.ts";

interface FoundModel {
  readonly id: number;
  readonly keys: readonly KeyValue[];
}

/**
 * Searches the active logged models of experiments by filter, in the asked order, page by page.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a bad filter, order, experiment id or page token.
 */
export async function searchLoggedModels(
  database: Database,
  query: LoggedModelQuery,
): Promise<Encoded<ResponseOf<typeof endpoints.loggedModels.search>>> {
  const experiments = parseExperimentIds(query.experimentIds);
  const { datasets, maxResults } = query;
  const filter = parseLoggedModelFilter(query.filter);
  const order = modelOrder(parseLoggedModelOrder(query.orderBy));
  const asked = { search: "logged models", experiments, filter: query.filter, orderBy: query.orderBy, datasets };
  const tokens = new PageTokens(asked, order.keys);
  const after = tokens.read(query.pageToken);
  const matching = allOf([
    raw("logged_model.deleted = 0"),
    conditionOf(filter, (comparison) => modelCondition(comparison, { dialect: database.dialect, datasets })),
    onAskedDatasets(filter, datasets),
    after === undefined ? ALWAYS : keysAfter(order.keys, after),
  ]);
  let found: FoundModel[] = [];
  for (const some of slicesOf(experiments, TOGETHER)) {
    const condition = sql`${inExperiments("logged_model.experiment_id", some)} AND ${matching}`;
    const more = await findModels(database, order, condition, maxResults + 1);
    found = found.length === 0 ? more : [...found, ...more].sort((a, b) => compareKeys(order.keys, a.keys, b.keys));
  }
  const page = found.slice(0, maxResults);
  const last = page.at(-1);
  const token = last !== undefined && found.length > maxResults ? tokens.write(last.keys) : undefined;
  return new Encoded(pageTexts(database, page, token));
}

async function findModels(
  { read, dialect }: Database,
  { keys, joins }: ModelOrder,
  condition: Fragment,
  limit: number,
): Promise<FoundModel[]> {
  const select = sql`SELECT logged_model.id AS id, ${raw(keyColumns(keys, dialect))} FROM logged_model ${joins}`;
  const { text, params } = sql`${select} WHERE ${condition} ORDER BY ${keyOrder(keys)} LIMIT ${limit}`;
  const rows = await read.all<Record<string, Int64Cell>>(text, params);
  return rows.map((row) => ({ id: Number(row["id"]), keys: readKeys(keys, row) }));
}

/** A filter that says nothing of metrics asks for models that were measured on the datasets at all. */
function onAskedDatasets(
  filter: FilterNode<LoggedModelField> | undefined,
  datasets: readonly ModelDataset[],
): Fragment {
  return datasets.length === 0 || asksForMetrics(filter) ? ALWAYS : measuredOn(datasets);
}

function asksForMetrics(node: FilterNode<LoggedModelField> | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind === "compare") return node.field.kind === "metric";
  return node.kind === "not" ? asksForMetrics(node.node) : node.nodes.some(asksForMetrics);
}

async function* pageTexts(
  database: Database,
  page: readonly FoundModel[],
  token: string | undefined,
): AsyncGenerator<string> {
  let prefix = '{"models":[';
  const ids = page.map((model) => model.id);
  for await (const text of loggedModelTexts(database, ids)) {
    yield prefix + text;
    prefix = "";
  }
  // A list without entries is left out.
  const members = prefix === "" ? ["]"] : ["{"];
  if (token !== undefined) members.push(`${prefix === "" ? "," : ""}"next_page_token":"${token}"`);
  yield `${members.join("")}}`;
}
