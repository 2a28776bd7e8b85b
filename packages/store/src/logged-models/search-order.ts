import type { LoggedModelAttribute, LoggedModelOrderField, OrderTerm } from "@millrace/filter";
import { type Fragment, joined, raw, sql } from "../search/fragment.ts";
import { checkJoins, type SortKey } from "../search/sort-key.ts";
import { LOGGED_MODEL_COLUMNS } from "./search-columns.ts";
import { onDatasets } from "./search-filter.ts";

/** An order of logged models: its keys, and the LEFT JOINs of the values that they read. */
export interface ModelOrder {
  readonly keys: readonly SortKey[];
  readonly joins: Fragment;
}

/** The order of a search: its terms, then the newest model first, then by id. */
export function modelOrder(terms: readonly OrderTerm<LoggedModelOrderField>[]): ModelOrder {
  const joins: Fragment[] = [];
  const keys = terms.flatMap(({ field, descending }) => {
    if (field.kind === "attribute") return [attributeKey(field.name, descending)];
    const alias = `o${joins.length}`;
    joins.push(valueJoin(field, alias));
    return valueKeys(`${alias}.value`, field.kind === "metric" ? "double" : "text", descending);
  });
  checkJoins(joins.length);
  const named = new Set(terms.map(({ field }) => (field.kind === "attribute" ? field.name : undefined)));
  if (!named.has("creation_time")) keys.push(attributeKey("creation_time", true));
  if (!named.has("model_id")) keys.push(attributeKey("model_id", false));
  return { keys, joins: joined(joins, " ") };
}

function attributeKey(name: LoggedModelAttribute, descending: boolean): SortKey {
  return { ...LOGGED_MODEL_COLUMNS[name], descending };
}

/** The latest point of a metric by time, then step; the first run's of equal ones. */
function valueJoin(field: Exclude<LoggedModelOrderField, { kind: "attribute" }>, alias: string): Fragment {
  const name = raw(alias);
  if (field.kind !== "metric") {
    const table = raw(`logged_model_${field.kind}`);
    return sql`LEFT JOIN ${table} AS ${name} ON ${name}.model_id = logged_model.id AND ${name}.key = ${field.key}`;
  }
  const { name: datasetName, digest } = field.dataset;
  const datasets = datasetName === undefined && digest === undefined ? [] : [field.dataset];
  const points = sql`p.model_id = logged_model.id AND p.key = ${field.key} AND ${onDatasets(datasets)}`;
  const latest = sql`SELECT p.id FROM logged_model_metric AS p WHERE ${points}
    ORDER BY p.time_ms DESC, p.step DESC, p.run_id, p.id DESC LIMIT 1`;
  return sql`LEFT JOIN logged_model_metric AS ${name} ON ${name}.id = (${latest})`;
}

/** A rank, then the value: rows with a value, then NaN, then rows without one, in either direction. */
function valueKeys(expression: string, kind: "double" | "text", descending: boolean): SortKey[] {
  const isPresent = kind === "double" ? `${expression} < 'NaN'` : `${expression} IS NOT NULL`;
  const none = kind === "text" ? "''" : "0";
  return [
    {
      expression: `CASE WHEN ${isPresent} THEN 0 WHEN ${expression} IS NULL THEN 2 ELSE 1 END`,
      kind: "rank",
      descending: false,
    },
    { expression: `CASE WHEN ${isPresent} THEN ${expression} ELSE ${none} END`, kind, descending },
  ];
}
