import { type LoggedModelParameter, type LoggedModelTag, MillraceError, showValue } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Sql } from "../database/sql.ts";

const COLUMNS = { model_id: "bigint", key: "text", value: "text" } as const;
const PARAMS = { table: "logged_model_param", columns: COLUMNS } as const;
const TAGS = {
  table: "logged_model_tag",
  columns: COLUMNS,
  onConflict: "ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value",
} as const;

/**
 * Writes parameters that a model, which the transaction holds, does not have yet.
 * @throws MillraceError BAD_REQUEST when it has one of them already, with whatever value.
 */
export async function writeModelParams(
  sql: Sql,
  modelId: number,
  params: readonly LoggedModelParameter[],
): Promise<void> {
  if (params.length === 0) return;
  const list = inList(params.map((param) => param.key));
  const known = await sql.get<{ key: string }>(
    `SELECT key FROM logged_model_param WHERE model_id = ? AND key IN ${list.text} LIMIT 1`,
    [modelId, ...list.params],
  );
  if (known !== undefined) {
    throw new MillraceError(
      "BAD_REQUEST",
      `The logged model has a parameter ${showValue(known.key)} already, and a parameter keeps its first value. ` +
        "Leave it out.",
    );
  }
  await sql.insert(
    PARAMS,
    params.map(({ key, value }) => [modelId, key, value]),
  );
}

/** Writes tags, each key once, over those that are there. */
export async function writeModelTags(sql: Sql, modelId: number, tags: readonly LoggedModelTag[]): Promise<void> {
  if (tags.length === 0) return;
  await sql.insert(
    TAGS,
    tags.map(({ key, value }) => [modelId, key, value]),
  );
}
