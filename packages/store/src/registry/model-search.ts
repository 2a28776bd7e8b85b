import type { Encoded, endpoints, ResponseOf } from "@millrace/contract";
import {
  type Comparison,
  type OrderTerm,
  parseRegisteredModelFilter,
  parseRegisteredModelOrder,
  type RegisteredModelAttribute,
  type RegisteredModelField,
  type RegisteredModelOrderField,
} from "@millrace/filter";
import type { Database, Dialect } from "../database/sql.ts";
import { allOf, conditionOf } from "../search/condition.ts";
import { type Fragment, sql } from "../search/fragment.ts";
import { PageTokens } from "../search/page-tokens.ts";
import type { SortKey } from "../search/sort-key.ts";
import { integerTest, textTest } from "../search/tests.ts";
import { answer } from "./found.ts";
import type { RegistryQuery } from "./registry-store.ts";
import { MAKES_PROMPT, promptsHidden, tagCondition, type TagOwner } from "./tag-condition.ts";
import { modelTexts } from "./texts.ts";

type Answer = ResponseOf<typeof endpoints.registeredModels.search>;

const OWNER: TagOwner = { table: "registered_model_tag", id: "m.id" };

const PROMPT = sql`m.id IN (SELECT model_id FROM registered_model_tag WHERE ${MAKES_PROMPT})`;

const COLUMNS: Readonly<Record<RegisteredModelAttribute, Pick<SortKey, "expression" | "kind">>> = {
  name: { expression: "m.name", kind: "text" },
  creation_timestamp: { expression: "m.created_ms", kind: "integer" },
  last_updated_timestamp: { expression: "m.updated_ms", kind: "integer" },
};

/**
 * Searches registered models by filter, in the asked order, page by page.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a bad filter, order or page token.
 */
export async function searchModels(database: Database, query: RegistryQuery): Promise<Encoded<Answer>> {
  const { dialect } = database;
  const { filter: text, orderBy } = query;
  const filter = parseRegisteredModelFilter(text);
  const keys = modelOrder(parseRegisteredModelOrder(orderBy));
  const where = allOf([
    promptsHidden(filter, PROMPT),
    conditionOf(filter, (comparison) => modelCondition(comparison, dialect)),
  ]);
  const tokens = new PageTokens({ search: "registered models", filter: text, orderBy }, keys);
  const texts = (ids: readonly number[]): AsyncIterable<string> => modelTexts(database, ids);
  const tables = { list: "registered_models", from: "registered_model AS m", id: "m.id" };
  return answer({ database, ...tables, where, keys, tokens, texts }, query);
}

/** By name when no order is asked, and among equals. */
function modelOrder(terms: readonly OrderTerm<RegisteredModelOrderField>[]): SortKey[] {
  const keys = terms.map(({ field, descending }): SortKey => ({ ...COLUMNS[field.name], descending }));
  return terms.some(({ field }) => field.name === "name") ? keys : [...keys, { ...COLUMNS.name, descending: false }];
}

function modelCondition(comparison: Comparison<RegisteredModelField>, dialect: Dialect): Fragment {
  const { field } = comparison;
  if (field.kind === "tag") return tagCondition(dialect, OWNER, field.key, comparison);
  const { expression, kind } = COLUMNS[field.name];
  return kind === "text" ? textTest(dialect, expression, comparison) : integerTest(expression, comparison);
}
