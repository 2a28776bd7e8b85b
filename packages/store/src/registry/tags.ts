import type { ModelTag } from "@millrace/contract";
import type { Sql } from "../database/sql.ts";

const UPSERT = "DO UPDATE SET value = excluded.value";

/** What inserts of tags fill: those that are there take the new value. */
export const TAG_SHAPES = {
  registered_model_tag: {
    table: "registered_model_tag",
    columns: { model_id: "bigint", key: "text", value: "text" },
    onConflict: `ON CONFLICT (model_id, key) ${UPSERT}`,
  },
  model_version_tag: {
    table: "model_version_tag",
    columns: { version_id: "bigint", key: "text", value: "text" },
    onConflict: `ON CONFLICT (version_id, key) ${UPSERT}`,
  },
} as const;

/** The tables with tags of the registry. */
export type TagTable = keyof typeof TAG_SHAPES;

/** The column of each table that says whose the tags are. */
export const TAG_OWNERS = { registered_model_tag: "model_id", model_version_tag: "version_id" } as const;

/** Writes tags, each key once, over those that are there. Gives the value that the first of them had. */
export async function writeTags(
  sql: Sql,
  table: TagTable,
  owner: number,
  tags: readonly ModelTag[],
): Promise<string | undefined> {
  const [first] = tags;
  if (first === undefined) return undefined;
  const before = await tagValue(sql, table, owner, first.key);
  await sql.insert(
    TAG_SHAPES[table],
    tags.map(({ key, value }) => [owner, key, value]),
  );
  return before;
}

/** Removes a tag and gives its value, if it was there. */
export async function removeTag(sql: Sql, table: TagTable, owner: number, key: string): Promise<string | undefined> {
  const before = await tagValue(sql, table, owner, key);
  await sql.run(`DELETE FROM ${table} WHERE ${TAG_OWNERS[table]} = ? AND key = ?`, [owner, key]);
  return before;
}

async function tagValue(sql: Sql, table: TagTable, owner: number, key: string): Promise<string | undefined> {
  const row = await sql.get<{ value: string }>(
    `SELECT value FROM ${table} WHERE ${TAG_OWNERS[table]} = ? AND key = ?`,
    [owner, key],
  );
  return row?.value;
}
