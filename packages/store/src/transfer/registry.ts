import { type Int64, isVersionName, VERSION_NAME_TAG } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Dialect, Sql, SqlValue } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { changeOf, recordChanges } from "../registry/events.ts";
import { VERSION_STATUS_NUMBERS } from "../registry/rows.ts";
import { TAG_SHAPES } from "../registry/tags.ts";
import { importer, type Pointers, readPointers } from "./history.ts";
import type { ModelVersionRecord, RegisteredModelRecord } from "./records.ts";

const MODELS = {
  table: "registered_model",
  columns: { name: "text", description: "text", last_version: "bigint", created_ms: "bigint", updated_ms: "bigint" },
  onConflict:
    "ON CONFLICT (name) DO UPDATE SET description = excluded.description, created_ms = excluded.created_ms, " +
    "updated_ms = excluded.updated_ms, last_version = CASE WHEN excluded.last_version > registered_model.last_version " +
    "THEN excluded.last_version ELSE registered_model.last_version END",
} as const;

const ALIASES = {
  table: "registered_model_alias",
  columns: { model_id: "bigint", alias: "text", version: "bigint" },
  onConflict: "ON CONFLICT (model_id, alias) DO UPDATE SET version = excluded.version",
} as const;

const VERSIONS = {
  table: "model_version",
  columns: {
    model_id: "bigint",
    version: "bigint",
    description: "text",
    user_id: "text",
    stage: "text",
    source: "text",
    storage_location: "text",
    run_id: "text",
    run_link: "text",
    status: "smallint",
    status_message: "text",
    logged_model_id: "text",
    created_ms: "bigint",
    updated_ms: "bigint",
  },
  onConflict:
    "ON CONFLICT (model_id, version) DO UPDATE SET description = excluded.description, " +
    "user_id = excluded.user_id, stage = excluded.stage, run_id = excluded.run_id, run_link = excluded.run_link, " +
    "status = excluded.status, status_message = excluded.status_message, logged_model_id = excluded.logged_model_id, " +
    "created_ms = excluded.created_ms, updated_ms = excluded.updated_ms",
} as const;

const SLICE = 512;

/** A registered model that is in the store already. */
export interface KnownModel {
  readonly id: number;
  readonly createdMs: Int64;
}

/** The registered models with one of the names, by name. */
export async function knownModels(
  sql: Sql,
  dialect: Dialect,
  names: readonly string[],
): Promise<Map<string, KnownModel>> {
  const found = new Map<string, KnownModel>();
  for (const slice of slicesOf([...new Set(names)], SLICE)) {
    const list = inList(slice);
    const rows = await sql.all<{ id: number; name: string; created_ms: Int64Cell }>(
      `SELECT id, name, ${dialect.int64Column("created_ms")} AS created_ms FROM registered_model WHERE name IN ${list.text}`,
      list.params,
    );
    for (const { id, name, created_ms } of rows) found.set(name, { id, createdMs: readInt64(created_ms) });
  }
  return found;
}

/** Writes registered models with their tags and aliases over those with the same names. */
export async function writeRegisteredModels(
  sql: Sql,
  dialect: Dialect,
  records: readonly RegisteredModelRecord[],
): Promise<void> {
  await sql.insert(
    MODELS,
    records.map((record) => [record.name, record.description, record.lastVersion, record.createdMs, record.updatedMs]),
  );
  const names = records.map(({ name }) => name);
  const models = await knownModels(sql, dialect, names);
  const before = await pointersOf(sql, models);
  const tags = records.flatMap((record) =>
    record.tags.map(({ key, value }) => [idOf(models, record.name), key, value]),
  );
  const aliases = records.flatMap((record) =>
    record.aliases.map(({ alias, version }) => [idOf(models, record.name), alias, version]),
  );
  if (tags.length > 0) await sql.insert(TAG_SHAPES.registered_model_tag, tags);
  if (aliases.length > 0) await sql.insert(ALIASES, aliases);
  for (const record of records) await tellAliases(sql, before, idOf(models, record.name), record);
}

async function tellAliases(sql: Sql, before: Pointers, modelId: number, record: RegisteredModelRecord): Promise<void> {
  if (!before.told.has(modelId)) return;
  const changes = record.aliases.flatMap(({ alias, version }) => {
    const old = before.aliases.get(`${modelId}/${alias}`);
    const values = { before: old === undefined ? undefined : String(old), after: String(version) };
    return changeOf({ kind: "alias", version, subject: alias, ...values });
  });
  const occasion = { modelId, caller: importer(null), at: Number(record.updatedMs) };
  await recordChanges(sql, occasion, changes);
}

/** Writes versions with their tags over those with the same numbers; the source and place of those stay. */
export async function writeModelVersions(
  sql: Sql,
  dialect: Dialect,
  records: readonly ModelVersionRecord[],
): Promise<void> {
  const names = records.map(({ model }) => model);
  const models = await knownModels(sql, dialect, names);
  const before = await pointersOf(sql, models);
  await sql.insert(
    VERSIONS,
    records.map((record) => versionRow(idOf(models, record.model), record)),
  );
  const ids = await versionIds(sql, models);
  const tags: SqlValue[][] = [];
  for (const record of records) {
    const modelId = idOf(models, record.model);
    const id = ids.get(`${modelId}/${record.version}`);
    if (id === undefined) throw new TypeError("The version that was just written is not there.");
    tags.push(...record.tags.map(({ key, value }) => [id, key, value]));
    await nameVersion(sql, modelId, id, record);
    await tellStage(sql, before, modelId, record);
  }
  if (tags.length > 0) await sql.insert(TAG_SHAPES.model_version_tag, tags);
}

/** The numbers of all versions of models, by `<model id>/<version>`. */
async function versionIds(sql: Sql, models: ReadonlyMap<string, KnownModel>): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const modelIds = Array.from(models.values(), ({ id }) => id);
  for (const slice of slicesOf(modelIds, SLICE)) {
    const list = inList(slice);
    const rows = await sql.all<{ id: number; model_id: number; version: number }>(
      `SELECT id, model_id, version FROM model_version WHERE model_id IN ${list.text}`,
      list.params,
    );
    for (const row of rows) ids.set(`${row.model_id}/${row.version}`, row.id);
  }
  return ids;
}

/** Gives a version the name that its tag holds, unless that is no name or another version has it. */
async function nameVersion(sql: Sql, modelId: number, id: number, record: ModelVersionRecord): Promise<void> {
  const name = record.tags.find(({ key }) => key === VERSION_NAME_TAG)?.value;
  if (name === undefined || !isVersionName(name)) return;
  await sql.run(
    "UPDATE model_version SET name = ? WHERE id = ? " +
      "AND NOT EXISTS (SELECT 1 FROM model_version AS other WHERE other.model_id = ? AND other.name = ? AND other.id <> ?)",
    [name, id, modelId, name, id],
  );
}

async function tellStage(sql: Sql, before: Pointers, modelId: number, record: ModelVersionRecord): Promise<void> {
  if (!before.told.has(modelId)) return;
  const { version, source, stage } = record;
  const old = before.stages.get(`${modelId}/${version}`);
  const caller = importer(record.userId);
  if (old === undefined) {
    const created = { modelId, caller, at: Number(record.createdMs) };
    await recordChanges(sql, created, [{ kind: "version_created", version, after: source }]);
  }
  const moved = { modelId, caller, at: Number(record.updatedMs) };
  await recordChanges(sql, moved, changeOf({ kind: "stage", version, before: old ?? "None", after: stage }));
}

async function pointersOf(sql: Sql, models: ReadonlyMap<string, KnownModel>): Promise<Pointers> {
  return readPointers(
    sql,
    Array.from(models.values(), ({ id }) => id),
  );
}

function versionRow(modelId: number, record: ModelVersionRecord): SqlValue[] {
  return [
    modelId,
    record.version,
    record.description,
    record.userId,
    record.stage,
    record.source,
    record.storageLocation,
    record.runId,
    record.runLink,
    VERSION_STATUS_NUMBERS[record.status],
    record.statusMessage,
    record.loggedModelId,
    record.createdMs,
    record.updatedMs,
  ];
}

function idOf(models: ReadonlyMap<string, KnownModel>, name: string): number {
  const id = models.get(name)?.id;
  if (id === undefined) throw new TypeError(`The registered model ${name} that was just written is not there.`);
  return id;
}
