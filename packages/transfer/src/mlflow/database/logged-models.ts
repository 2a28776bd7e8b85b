import {
  type ForeignDatabase,
  inList,
  type Int64Cell,
  type LoggedModelRecord,
  type ModelPointRecord,
  readInt64,
} from "@millrace/store/transfer";
import { deletedAt, finiteOrInfinite, modelStatus } from "../values.ts";
import { entriesByOwner, rowsByOwner } from "./grouped.ts";
import { pagesOf } from "./pages.ts";
import type { Schema } from "./schema.ts";

interface ModelRow {
  readonly id: string;
  readonly experiment_id: Int64Cell;
  readonly name: string;
  readonly artifact_location: string;
  readonly creation_timestamp_ms: Int64Cell;
  readonly last_updated_timestamp_ms: Int64Cell;
  readonly status: number;
  readonly lifecycle_stage: string | null;
  readonly model_type: string | null;
  readonly source_run_id: string | null;
  readonly status_message: string | null;
}

/** The logged models of the default workspace's experiments, deleted ones too. */
export async function* readLoggedModels(
  database: ForeignDatabase,
  schema: Schema,
): AsyncGenerator<LoggedModelRecord[]> {
  if (!schema.tables.has("logged_models")) return;
  const number = (column: string): string => `${database.int64Column(`logged_models.${column}`)} AS ${column}`;
  const pages = pagesOf<ModelRow>(database, {
    select:
      `SELECT model_id AS id, ${number("experiment_id")}, logged_models.name, logged_models.artifact_location, ` +
      `${number("creation_timestamp_ms")}, ${number("last_updated_timestamp_ms")}, status, ` +
      "logged_models.lifecycle_stage, model_type, source_run_id, status_message FROM logged_models " +
      `JOIN experiments ON experiments.experiment_id = logged_models.experiment_id WHERE ${schema.inDefault("experiments")}`,
    column: "model_id",
    valueOf: (row) => row.id,
    start: "",
  });
  for await (const rows of pages) yield await withParts(database, rows);
}

async function withParts(database: ForeignDatabase, rows: readonly ModelRow[]): Promise<LoggedModelRecord[]> {
  const ids = rows.map((row) => row.id);
  const entries = (part: "param" | "tag") =>
    entriesByOwner(
      database,
      `SELECT model_id AS owner, ${part}_key AS key, ${part}_value AS value FROM logged_model_${part}s ` +
        `WHERE model_id IN @ ORDER BY model_id, ${part}_key`,
      ids,
    );
  const params = await entries("param");
  const tags = await entries("tag");
  const points = await rowsByOwner<{ owner: string; points: number }>(
    database,
    "SELECT model_id AS owner, count(*) AS points FROM logged_model_metrics WHERE model_id IN @ GROUP BY model_id",
    ids,
  );
  return rows.map((row) => ({
    ...toModel(row),
    params: params.get(row.id) ?? [],
    tags: tags.get(row.id) ?? [],
    points: Number(points.get(row.id)?.[0]?.points ?? 0),
  }));
}

function toModel(row: ModelRow): Omit<LoggedModelRecord, "params" | "tags" | "points"> {
  const deleted = row.lifecycle_stage === "deleted";
  const updatedMs = readInt64(row.last_updated_timestamp_ms);
  return {
    id: row.id,
    experimentId: readInt64(row.experiment_id),
    name: row.name,
    modelType: row.model_type ?? "",
    sourceRunId: row.source_run_id ?? "",
    status: modelStatus(row.status),
    statusMessage: row.status_message,
    artifactUri: row.artifact_location,
    createdMs: readInt64(row.creation_timestamp_ms),
    updatedMs,
    deleted,
    deletedMs: deletedAt(deleted, updatedMs),
  };
}

interface PointRow {
  readonly model_id: string;
  readonly run_id: string;
  readonly key: string;
  readonly step: Int64Cell;
  readonly time_ms: Int64Cell;
  readonly value: number | null;
  readonly dataset_name: string | null;
  readonly dataset_digest: string | null;
}

/** The metrics of logged models. */
export async function* readModelPoints(
  database: ForeignDatabase,
  models: readonly LoggedModelRecord[],
): AsyncGenerator<ModelPointRecord[]> {
  const measured = models.filter(({ points }) => points > 0).map(({ id }) => id);
  if (measured.length === 0) return;
  const list = inList(measured);
  const batches = database.batches<PointRow>(
    `SELECT model_id, run_id, metric_name AS key, ${database.int64Column("metric_step")} AS step, ` +
      `${database.int64Column("metric_timestamp_ms")} AS time_ms, metric_value AS value, dataset_name, dataset_digest ` +
      `FROM logged_model_metrics WHERE model_id IN ${list.text} ` +
      "ORDER BY model_id, metric_name, metric_step, metric_timestamp_ms, run_id",
    list.params,
  );
  for await (const rows of batches) {
    yield rows.map((row) => ({
      modelId: row.model_id,
      runId: row.run_id,
      key: row.key,
      step: readInt64(row.step),
      timeMs: readInt64(row.time_ms),
      value: finiteOrInfinite(row.value ?? Number.NaN),
      datasetName: row.dataset_name,
      datasetDigest: row.dataset_digest,
    }));
  }
}
