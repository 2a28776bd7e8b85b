import type { Encoded, endpoints, ResponseOf } from "@millrace/contract";
import {
  type Comparison,
  type ModelVersionAttribute,
  type ModelVersionField,
  type ModelVersionOrderAttribute,
  type ModelVersionOrderField,
  type OrderTerm,
  parseModelVersionFilter,
  parseModelVersionOrder,
} from "@millrace/filter";
import type { Database, Dialect } from "../database/sql.ts";
import { allOf, conditionOf } from "../search/condition.ts";
import { type Fragment, raw, sql } from "../search/fragment.ts";
import { PageTokens } from "../search/page-tokens.ts";
import type { SortKey } from "../search/sort-key.ts";
import { integerTest, textTest } from "../search/tests.ts";
import { answer } from "./found.ts";
import type { RegistryQuery } from "./registry-store.ts";
import { VERSIONS } from "./rows.ts";
import { MAKES_PROMPT, promptsHidden, tagCondition, type TagOwner } from "./tag-condition.ts";
import { versionTexts } from "./texts.ts";

type Answer = ResponseOf<typeof endpoints.modelVersions.search>;

const OWNER: TagOwner = { table: "model_version_tag", id: "v.id" };

/** One version that is a prompt makes its model one. */
const PROMPT = sql`v.model_id IN (SELECT model_id FROM model_version WHERE id IN (
  SELECT version_id FROM model_version_tag WHERE ${MAKES_PROMPT}))`;

const COLUMNS: Readonly<Record<ModelVersionAttribute, Pick<SortKey, "expression" | "kind">>> = {
  name: { expression: "m.name", kind: "text" },
  version_number: { expression: "v.version", kind: "integer" },
  creation_timestamp: { expression: "v.created_ms", kind: "integer" },
  last_updated_timestamp: { expression: "v.updated_ms", kind: "integer" },
  run_id: { expression: "v.run_id", kind: "text" },
  source_path: { expression: "v.source", kind: "text" },
  current_stage: { expression: "v.stage", kind: "text" },
};

/**
 * Searches the versions of all models by filter, in the asked order, page by page.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a bad filter, order or page token.
 */
export async function searchVersions(database: Database, query: RegistryQuery): Promise<Encoded<Answer>> {
  const { dialect } = database;
  const { filter: text, orderBy } = query;
  const filter = parseModelVersionFilter(text);
  const keys = versionOrder(parseModelVersionOrder(orderBy));
  const where = allOf([
    raw("v.deleted = 0"),
    promptsHidden(filter, PROMPT),
    conditionOf(filter, (comparison) => versionCondition(comparison, dialect)),
  ]);
  const tokens = new PageTokens({ search: "model versions", filter: text, orderBy }, keys);
  const texts = (ids: readonly number[]): AsyncIterable<string> => versionTexts(database, ids);
  const tables = { list: "model_versions", from: VERSIONS, id: "v.id" };
  return answer({ database, ...tables, where, keys, tokens, texts }, query);
}

/** The last changed first when no order is asked; among equals by model, and the highest number first. */
function versionOrder(terms: readonly OrderTerm<ModelVersionOrderField>[]): SortKey[] {
  const key = (name: ModelVersionOrderAttribute, descending: boolean): SortKey => ({ ...COLUMNS[name], descending });
  const keys = terms.map(({ field, descending }) => key(field.name, descending));
  const asked = new Set(terms.map(({ field }) => field.name));
  if (asked.size === 0) keys.push(key("last_updated_timestamp", true));
  if (!asked.has("name")) keys.push(key("name", false));
  if (!asked.has("version_number")) keys.push(key("version_number", true));
  return keys;
}

function versionCondition(comparison: Comparison<ModelVersionField>, dialect: Dialect): Fragment {
  const { field } = comparison;
  if (field.kind === "tag") return tagCondition(dialect, OWNER, field.key, comparison);
  const { expression, kind } = COLUMNS[field.name];
  return kind === "text" ? textTest(dialect, expression, comparison) : integerTest(expression, comparison);
}
