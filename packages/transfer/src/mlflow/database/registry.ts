import {
  type Entry,
  type ForeignDatabase,
  type Int64Cell,
  type ModelVersionRecord,
  readInt64,
  type RegisteredModelRecord,
} from "@millrace/store/transfer";
import { registrationsIn } from "../registrations.ts";
import { DELETED_STAGE, loggedModelOf, versionStatus } from "../values.ts";
import { entriesByOwner, rowsByOwner } from "./grouped.ts";
import { pagesOf } from "./pages.ts";
import type { Schema } from "./schema.ts";

const PAGE = 500;

interface ModelRow {
  readonly name: string;
  readonly description: string | null;
  readonly creation_time: Int64Cell | null;
  readonly last_updated_time: Int64Cell | null;
}

/** The registered models of the default workspace. */
export async function* readRegisteredModels(
  database: ForeignDatabase,
  schema: Schema,
): AsyncGenerator<RegisteredModelRecord[]> {
  const pages = pagesOf<ModelRow>(database, {
    select:
      `SELECT name, description, ${database.int64Column("creation_time")} AS creation_time, ` +
      `${database.int64Column("last_updated_time")} AS last_updated_time FROM registered_models ` +
      `WHERE ${schema.inDefault("registered_models")}`,
    column: "name",
    valueOf: (row) => row.name,
    start: "",
  });
  for await (const rows of pages) yield await withParts(database, schema, rows);
}

async function withParts(
  database: ForeignDatabase,
  schema: Schema,
  rows: readonly ModelRow[],
): Promise<RegisteredModelRecord[]> {
  const names = rows.map((row) => row.name);
  const where = (table: string): string => `FROM ${table} WHERE ${schema.inDefault(table)} AND name IN @`;
  const tags = await entriesByOwner(
    database,
    `SELECT name AS owner, key, value ${where("registered_model_tags")} ORDER BY name, key`,
    names,
  );
  const aliases = await rowsByOwner<{ owner: string; alias: string; version: number }>(
    database,
    `SELECT name AS owner, alias, version ${where("registered_model_aliases")} ORDER BY name, alias`,
    names,
  );
  const last = await rowsByOwner<{ owner: string; version: number }>(
    database,
    `SELECT name AS owner, max(version) AS version ${where("model_versions")} GROUP BY name`,
    names,
  );
  return rows.map((row) => ({
    name: row.name,
    description: row.description,
    createdMs: readInt64(row.creation_time ?? 0),
    updatedMs: readInt64(row.last_updated_time ?? row.creation_time ?? 0),
    lastVersion: last.get(row.name)?.[0]?.version ?? 0,
    tags: tags.get(row.name) ?? [],
    aliases: (aliases.get(row.name) ?? []).map(({ alias, version }) => ({ alias, version })),
  }));
}

interface VersionRow {
  readonly name: string;
  readonly version: number;
  readonly creation_time: Int64Cell | null;
  readonly last_updated_time: Int64Cell | null;
  readonly description: string | null;
  readonly user_id: string | null;
  readonly current_stage: string | null;
  readonly source: string | null;
  readonly run_id: string | null;
  readonly run_link: string | null;
  readonly status: string | null;
  readonly status_message: string | null;
  readonly storage_location: string | null;
}

/** The versions of the default workspace's models that are not deleted. */
export async function* readModelVersions(
  database: ForeignDatabase,
  schema: Schema,
): AsyncGenerator<ModelVersionRecord[]> {
  const registrations = await readRegistrations(database, schema);
  let after: readonly [string, number] = ["", 0];
  for (;;) {
    const rows = await database.all<VersionRow>(
      `SELECT name, version, ${database.int64Column("creation_time")} AS creation_time, ` +
        `${database.int64Column("last_updated_time")} AS last_updated_time, description, user_id, current_stage, source, ` +
        "run_id, run_link, status, status_message, storage_location FROM model_versions " +
        `WHERE ${schema.inDefault("model_versions")} AND coalesce(current_stage, '') <> '${DELETED_STAGE}' ` +
        `AND (name, version) > (?, ?) ORDER BY name, version LIMIT ${PAGE}`,
      after,
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return;
    const tags = await readVersionTags(database, schema, first, last);
    yield rows.map((row) => {
      const name = `${row.version}/${row.name}`;
      return toVersion(row, tags.get(name) ?? [], registrations.get(name) ?? null);
    });
    after = [last.name, last.version];
  }
}

async function readVersionTags(
  database: ForeignDatabase,
  schema: Schema,
  first: VersionRow,
  last: VersionRow,
): Promise<Map<string, Entry[]>> {
  const rows = await database.all<{ name: string; version: number; key: string; value: string | null }>(
    `SELECT name, version, key, value FROM model_version_tags WHERE ${schema.inDefault("model_version_tags")} ` +
      "AND (name, version) >= (?, ?) AND (name, version) <= (?, ?) ORDER BY name, version, key",
    [first.name, first.version, last.name, last.version],
  );
  const byVersion = Map.groupBy(rows, ({ name, version }) => `${version}/${name}`);
  return new Map(
    Array.from(byVersion, ([id, tags]) => [id, tags.map(({ key, value }) => ({ key, value: value ?? "" }))]),
  );
}

/** The logged models of versions, by version and name, as the logged models' tags say. */
async function readRegistrations(database: ForeignDatabase, schema: Schema): Promise<Map<string, string>> {
  if (!schema.tables.has("logged_model_tags")) return new Map();
  const rows = await database.all<{ id: string; value: string }>(
    "SELECT model_id AS id, tag_value AS value FROM logged_model_tags WHERE tag_key = 'mlflow.modelVersions'",
  );
  return new Map(rows.flatMap(({ id, value }) => registrationsIn(value).map((version) => [version, id] as const)));
}

function toVersion(row: VersionRow, tags: readonly Entry[], loggedModelId: string | null): ModelVersionRecord {
  const source = row.source ?? "";
  return {
    model: row.name,
    version: row.version,
    description: row.description,
    userId: row.user_id,
    stage: row.current_stage ?? "None",
    source,
    storageLocation: row.storage_location,
    runId: row.run_id ?? "",
    runLink: row.run_link ?? "",
    status: versionStatus(row.status),
    statusMessage: row.status_message,
    loggedModelId: loggedModelOf(source) ?? loggedModelId,
    createdMs: readInt64(row.creation_time ?? 0),
    updatedMs: readInt64(row.last_updated_time ?? row.creation_time ?? 0),
    tags,
  };
}
