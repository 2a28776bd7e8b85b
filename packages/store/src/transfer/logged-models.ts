import { inList, slicesOf } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import {
  MODEL_POINTS,
  modelPointColumns,
  modelPointIdentity,
  type ModelPointRow,
  modelPointValues,
  toModelPoint,
} from "../logged-models/points.ts";
import { LOGGED_MODEL_STATUS_NUMBERS } from "../logged-models/rows.ts";
import type { Entry, LoggedModelRecord, ModelPointRecord } from "./records.ts";

const MODELS = {
  table: "logged_model",
  columns: {
    uuid: "text",
    experiment_id: "bigint",
    name: "text",
    model_type: "text",
    source_run_id: "text",
    status: "smallint",
    status_message: "text",
    artifact_uri: "text",
    created_ms: "bigint",
    updated_ms: "bigint",
    deleted: "smallint",
    deleted_ms: "bigint",
  },
  onConflict:
    "ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, model_type = excluded.model_type, " +
    "source_run_id = excluded.source_run_id, status = excluded.status, status_message = excluded.status_message, " +
    "created_ms = excluded.created_ms, updated_ms = excluded.updated_ms, deleted = excluded.deleted, " +
    "deleted_ms = excluded.deleted_ms",
} as const;

const ENTRY_COLUMNS = { model_id: "bigint", key: "text", value: "text" } as const;
const OVERWRITE = "ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value";
const PARAMS = { table: "logged_model_param", columns: ENTRY_COLUMNS, onConflict: OVERWRITE } as const;
const TAGS = { table: "logged_model_tag", columns: ENTRY_COLUMNS, onConflict: OVERWRITE } as const;

const SLICE = 512;

/** The points that models have already, by the text that `modelPointIdentity` makes of each. */
export type KnownPoints = ReadonlySet<string>;

/** Where logged models are, by their ids, and what points they had before. */
export interface ModelPlaces {
  readonly ids: ReadonlyMap<string, number>;
  readonly known: KnownPoints;
}

/** Writes logged models with their parameters and tags over those with the same ids; the artifact URI of those stays. */
export async function writeLoggedModels(
  sql: Sql,
  dialect: Dialect,
  records: readonly LoggedModelRecord[],
): Promise<ModelPlaces> {
  await sql.insert(MODELS, records.map(modelRow));
  const ids = new Map<string, number>();
  for (const slice of slicesOf(records, SLICE)) {
    const list = inList(slice.map(({ id }) => id));
    const rows = await sql.all<{ id: number; uuid: string }>(
      `SELECT id, uuid FROM logged_model WHERE uuid IN ${list.text}`,
      list.params,
    );
    for (const { id, uuid } of rows) ids.set(uuid, id);
  }
  const entries = (pick: (record: LoggedModelRecord) => readonly Entry[]) =>
    records.flatMap((record) => pick(record).map(({ key, value }) => [idOf(ids, record.id), key, value]));
  const params = entries((record) => record.params);
  const tags = entries((record) => record.tags);
  if (params.length > 0) await sql.insert(PARAMS, params);
  if (tags.length > 0) await sql.insert(TAGS, tags);
  return { ids, known: await knownPoints(sql, dialect, [...ids.values()]) };
}

function modelRow(record: LoggedModelRecord) {
  return [
    record.id,
    record.experimentId,
    record.name,
    record.modelType,
    record.sourceRunId,
    LOGGED_MODEL_STATUS_NUMBERS[record.status],
    record.statusMessage,
    record.artifactUri,
    record.createdMs,
    record.updatedMs,
    record.deleted ? 1 : 0,
    record.deletedMs,
  ];
}

/** Adds those points that the models do not have yet. */
export async function writeModelPoints(
  sql: Sql,
  { ids, known }: ModelPlaces,
  points: readonly ModelPointRecord[],
): Promise<void> {
  const rows = points
    .map((point) => ({ id: idOf(ids, point.modelId), point }))
    .filter(({ id, point }) => !known.has(modelPointIdentity(id, point)))
    .map(({ id, point }) => modelPointValues(id, point));
  if (rows.length > 0) await sql.insert(MODEL_POINTS, rows);
}

async function knownPoints(sql: Sql, dialect: Dialect, ids: readonly number[]): Promise<KnownPoints> {
  const known = new Set<string>();
  for (const slice of slicesOf(ids, SLICE)) {
    const list = inList(slice);
    const rows = await sql.all<ModelPointRow & { model_id: number }>(
      `SELECT model_id, ${modelPointColumns(dialect)} FROM logged_model_metric WHERE model_id IN ${list.text}`,
      list.params,
    );
    for (const row of rows) known.add(modelPointIdentity(row.model_id, toModelPoint(row)));
  }
  return known;
}

function idOf(ids: ReadonlyMap<string, number>, modelId: string): number {
  const id = ids.get(modelId);
  if (id === undefined) throw new TypeError(`The logged model ${modelId} that was just written is not there.`);
  return id;
}
