import type { ModelTag, ModelVersion } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { type ModelParts, toModelVersion, versionColumns, type VersionRow } from "./rows.ts";
import { TAG_OWNERS, type TagTable } from "./tags.ts";

/** Reads tags by the number of their owner, each list in the order of the keys. */
export async function readTags(
  sql: Sql,
  table: TagTable,
  owners: readonly number[],
): Promise<ReadonlyMap<number, readonly ModelTag[]>> {
  if (owners.length === 0) return new Map();
  const list = inList(owners);
  const owner = TAG_OWNERS[table];
  const rows = await sql.all<{ owner: number; key: string; value: string }>(
    `SELECT ${owner} AS owner, key, value FROM ${table} WHERE ${owner} IN ${list.text} ORDER BY 1, key`,
    list.params,
  );
  const tags = new Map<number, ModelTag[]>();
  for (const { owner: id, key, value } of rows) {
    const known = tags.get(id);
    if (known === undefined) tags.set(id, [{ key, value }]);
    else known.push({ key, value });
  }
  return tags;
}

/** The parts of registered models, whose newest versions are read already. */
export async function readModelParts(
  sql: Sql,
  latest: ReadonlyMap<number, readonly VersionRow[]>,
): Promise<(model: number) => ModelParts> {
  const models = [...latest.keys()];
  const versions = [...latest.values()].flat();
  const [tags, aliases, versionTags] = await Promise.all([
    readTags(sql, "registered_model_tag", models),
    readAliases(sql, models),
    readTags(
      sql,
      "model_version_tag",
      versions.map((row) => row.id),
    ),
  ]);
  return (model) => ({
    tags: tags.get(model) ?? [],
    aliases: aliases.get(model) ?? [],
    latest: (latest.get(model) ?? []).map((row) => toModelVersion(row, { tags: versionTags.get(row.id) ?? [] })),
  });
}

/** The wire form of a version with its tags and aliases. */
export async function wholeVersion(sql: Sql, row: VersionRow): Promise<ModelVersion> {
  const [tags, aliases] = await Promise.all([
    readTags(sql, "model_version_tag", [row.id]),
    sql.all<{ alias: string }>(
      "SELECT alias FROM registered_model_alias WHERE model_id = ? AND version = ? ORDER BY alias",
      [row.model_id, row.version],
    ),
  ]);
  return toModelVersion(row, { tags: tags.get(row.id) ?? [], aliases: aliases.map(({ alias }) => alias) });
}

const STAGE_TABLE =
  "(SELECT 'None' AS stage UNION ALL SELECT 'Staging' UNION ALL SELECT 'Production' UNION ALL SELECT 'Archived') AS s";

/** The rows of the newest versions of each stage of each model, by the number of the version. */
export function latestRows(sql: Sql, dialect: Dialect, models: readonly number[]): Promise<VersionRow[]> {
  const list = inList(models);
  const newest =
    "(SELECT max(x.version) FROM model_version AS x WHERE x.model_id = m.id AND x.deleted = 0 AND x.stage = s.stage)";
  return sql.all<VersionRow>(
    `SELECT ${versionColumns(dialect)} FROM registered_model AS m CROSS JOIN ${STAGE_TABLE} ` +
      `JOIN model_version AS v ON v.model_id = m.id AND v.version = ${newest} ` +
      `WHERE m.id IN ${list.text} ORDER BY v.model_id, v.version`,
    list.params,
  );
}

interface AliasRow {
  readonly model_id: number;
  readonly alias: string;
  readonly version: number;
}

async function readAliases(sql: Sql, models: readonly number[]): Promise<ReadonlyMap<number, readonly AliasRow[]>> {
  const list = inList(models);
  const rows = await sql.all<AliasRow>(
    `SELECT model_id, alias, version FROM registered_model_alias WHERE model_id IN ${list.text} ORDER BY model_id, alias`,
    list.params,
  );
  return Map.groupBy(rows, (row) => row.model_id);
}
