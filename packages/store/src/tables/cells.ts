import { stringifyJson } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { Fragment, raw, sql } from "../search/fragment.ts";
import type { KnownKeys } from "../search/known-keys.ts";
import { attributeColumn, metricColumn, type ValueKind } from "../search/run-columns.ts";
import type { InfoName, TableColumn } from "./columns.ts";

/** How the cells of a column are read. */
export interface CellQuery {
  readonly name: string;
  readonly kind: ValueKind;
  /** Selects `id` and `value` of runs, up to the list that says which; `undefined` when no run has a value. */
  readonly select: Fragment | undefined;
}

const RUNS = 512;

/** The query of a column's cells. */
export function cellQuery({ name, field }: TableColumn, keys: KnownKeys, dialect: Dialect): CellQuery {
  if (field.kind === "info") return infoQuery(name, field.name, dialect);
  if (field.kind === "metric") {
    const metric = keys.metric(field);
    if (metric === undefined) return { name, kind: "double", select: undefined };
    const { expression } = metricColumn("e", metric.aggregate);
    return { name, kind: "double", select: entrySelect("metric", expression, metric.keyId) };
  }
  const keyId = keys.id(field.key);
  const select = keyId === undefined ? undefined : entrySelect(field.kind, "e.value", keyId);
  return { name, kind: "text", select };
}

function entrySelect(table: string, expression: string, keyId: number): Fragment {
  const select = raw(`SELECT e.run_id AS id, ${expression} AS value FROM ${table} AS e`);
  return sql`${select} WHERE e.key_id = ${keyId} AND e.run_id IN `;
}

function infoQuery(name: string, info: InfoName, dialect: Dialect): CellQuery {
  const { expression, kind } = infoColumn(info);
  const value = raw(kind === "integer" ? dialect.int64Column(expression) : expression);
  return { name, kind, select: sql`SELECT r.id AS id, ${value} AS value FROM run AS r WHERE r.id IN ` };
}

function infoColumn(info: InfoName): { readonly expression: string; readonly kind: ValueKind } {
  if (info === "experiment_id") return { expression: "CAST(r.experiment_id AS TEXT)", kind: "text" };
  if (info !== "lifecycle_stage") return attributeColumn(info);
  return { expression: "CASE r.deleted WHEN 0 THEN 'active' ELSE 'deleted' END", kind: "text" };
}

/** The JSON of a column's cells for runs in the order of `ids`, joined by commas, in chunks. */
export async function* columnTexts(read: Sql, query: CellQuery, ids: readonly number[]): AsyncGenerator<string> {
  for (let start = 0; start < ids.length; start += RUNS) {
    const chunk = ids.slice(start, start + RUNS);
    const cells = await readCells(read, query, chunk);
    yield (start === 0 ? "" : ",") + chunk.map((id) => cells.get(id) ?? "null").join(",");
    await new Promise(setImmediate);
  }
}

async function readCells(read: Sql, { kind, select }: CellQuery, ids: readonly number[]): Promise<Map<number, string>> {
  if (select === undefined) return new Map();
  const list = inList(ids);
  const { text, params } = sql`${select}${new Fragment(list.text, list.params)}`;
  const rows = await read.all<{ id: number; value: Int64Cell | null }>(text, params);
  return new Map(rows.map(({ id, value }) => [id, cellText(kind, value)]));
}

function cellText(kind: ValueKind, value: Int64Cell | null): string {
  if (value === null) return "null";
  if (kind === "integer") return stringifyJson(readInt64(value));
  return JSON.stringify(typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
}
