import { createHash } from "node:crypto";
import { int64At, type PointColumns, type SeriesRecord, type SqlValue } from "@millrace/store/transfer";
import type {
  DatasetRecord,
  ExperimentRecord,
  LoggedModelRecord,
  ModelPointRecord,
  ModelVersionRecord,
  RegisteredModelRecord,
  RunRecord,
} from "@millrace/store/transfer";
import { DELETED_STAGE, metricColumns, modelStatusNumber } from "../values.ts";

/** A row of one of MLflow's tables, by column. */
export interface TableRow {
  readonly table: string;
  readonly row: Readonly<Record<string, SqlValue>>;
}

function lifecycle(deleted: boolean): string {
  return deleted ? "deleted" : "active";
}

/** An id made of what it is an id of, so that it is the same in every export. */
function idOf(...parts: readonly (string | number | bigint)[]): string {
  return createHash("sha256")
    .update(JSON.stringify(parts.map(String)))
    .digest("hex")
    .slice(0, 32);
}

function datasetId(dataset: Pick<DatasetRecord, "experimentId" | "name" | "digest">): string {
  return idOf(dataset.experimentId, dataset.name, dataset.digest);
}

export function* experimentRows(experiment: ExperimentRecord): Generator<TableRow> {
  yield {
    table: "experiments",
    row: {
      experiment_id: experiment.id,
      name: experiment.name,
      artifact_location: experiment.artifactLocation,
      lifecycle_stage: lifecycle(experiment.deleted),
      creation_time: experiment.createdMs,
      last_update_time: experiment.updatedMs,
    },
  };
  for (const { key, value } of experiment.tags) {
    yield { table: "experiment_tags", row: { key, value, experiment_id: experiment.id } };
  }
}

export function* datasetRows(dataset: DatasetRecord): Generator<TableRow> {
  yield {
    table: "datasets",
    row: {
      dataset_uuid: datasetId(dataset),
      experiment_id: dataset.experimentId,
      name: dataset.name,
      digest: dataset.digest,
      dataset_source_type: dataset.sourceType,
      dataset_source: dataset.source,
      dataset_schema: dataset.schema,
      dataset_profile: dataset.profile,
    },
  };
}

export function* runRows(run: RunRecord): Generator<TableRow> {
  yield {
    table: "runs",
    row: {
      run_uuid: run.id,
      name: run.name,
      source_type: "UNKNOWN",
      source_name: "",
      entry_point_name: "",
      user_id: run.userId,
      status: run.status,
      start_time: run.startMs,
      end_time: run.endMs,
      source_version: "",
      lifecycle_stage: lifecycle(run.deleted),
      artifact_uri: run.artifactUri,
      experiment_id: run.experimentId,
      deleted_time: run.deletedMs,
    },
  };
  for (const { key, value } of run.params) yield { table: "params", row: { key, value, run_uuid: run.id } };
  for (const { key, value } of run.tags) yield { table: "tags", row: { key, value, run_uuid: run.id } };
  yield* datasetInputRows(run);
  for (const { modelId, direction, step } of run.models) {
    const side = direction === "input" ? "INPUT" : "OUTPUT";
    yield inputRow({
      input_uuid: idOf(run.id, side, modelId),
      source_type: `RUN_${side}`,
      source_id: run.id,
      destination_type: `MODEL_${side}`,
      destination_id: modelId,
      step,
    });
  }
}

function* datasetInputRows(run: RunRecord): Generator<TableRow> {
  for (const { dataset, tags } of run.datasets) {
    const source = datasetId(dataset);
    const input = idOf(run.id, source);
    yield inputRow({
      input_uuid: input,
      source_type: "DATASET",
      source_id: source,
      destination_type: "RUN",
      destination_id: run.id,
      step: 0,
    });
    for (const { key, value } of tags) yield { table: "input_tags", row: { input_uuid: input, name: key, value } };
  }
}

function inputRow(row: TableRow["row"]): TableRow {
  return { table: "inputs", row };
}

export function* seriesRows({ runId, key, points, lastValue }: SeriesRecord): Generator<TableRow> {
  const count = points.values.length;
  for (let i = 0; i < count; i++) yield { table: "metrics", row: pointRow(runId, key, points, i) };
  if (count === 0) return;
  const last = pointRow(runId, key, points, count - 1);
  const [value, isNan] = metricColumns(lastValue ?? points.values[count - 1] ?? Number.NaN);
  yield { table: "latest_metrics", row: { ...last, value, is_nan: isNan } };
}

function pointRow(runId: string, key: string, { steps, timestamps, values }: PointColumns, i: number): TableRow["row"] {
  const [value, isNan] = metricColumns(values[i] ?? Number.NaN);
  return { key, value, timestamp: int64At(timestamps, i), step: int64At(steps, i), is_nan: isNan, run_uuid: runId };
}

export function* loggedModelRows(model: LoggedModelRecord): Generator<TableRow> {
  const owner = { model_id: model.id, experiment_id: model.experimentId };
  yield {
    table: "logged_models",
    row: {
      ...owner,
      name: model.name,
      artifact_location: model.artifactUri,
      creation_timestamp_ms: model.createdMs,
      last_updated_timestamp_ms: model.updatedMs,
      status: modelStatusNumber(model.status),
      lifecycle_stage: lifecycle(model.deleted),
      model_type: model.modelType,
      source_run_id: model.sourceRunId,
      status_message: model.statusMessage,
    },
  };
  for (const { key, value } of model.params) {
    yield { table: "logged_model_params", row: { ...owner, param_key: key, param_value: value } };
  }
  for (const { key, value } of model.tags) {
    yield { table: "logged_model_tags", row: { ...owner, tag_key: key, tag_value: value } };
  }
}

export function modelPointRow(point: ModelPointRecord, experimentId: ExperimentRecord["id"]): TableRow {
  return {
    table: "logged_model_metrics",
    row: {
      model_id: point.modelId,
      metric_name: point.key,
      metric_timestamp_ms: point.timeMs,
      metric_step: point.step,
      metric_value: metricColumns(point.value)[0],
      experiment_id: experimentId,
      run_id: point.runId,
      dataset_uuid: null,
      dataset_name: point.datasetName,
      dataset_digest: point.datasetDigest,
    },
  };
}

export function* registeredModelRows(model: RegisteredModelRecord): Generator<TableRow> {
  const { name } = model;
  const times = { creation_time: model.createdMs, last_updated_time: model.updatedMs };
  yield { table: "registered_models", row: { name, description: model.description, ...times } };
  for (const { key, value } of model.tags) yield { table: "registered_model_tags", row: { key, value, name } };
  for (const { alias, version } of model.aliases) {
    yield { table: "registered_model_aliases", row: { alias, version, name } };
  }
}

export function* versionRows(version: ModelVersionRecord): Generator<TableRow> {
  yield {
    table: "model_versions",
    row: {
      name: version.model,
      version: version.version,
      creation_time: version.createdMs,
      last_updated_time: version.updatedMs,
      description: version.description,
      user_id: version.userId,
      current_stage: version.stage,
      source: version.source,
      run_id: version.runId,
      status: version.status,
      status_message: version.statusMessage,
      run_link: version.runLink,
      storage_location: version.storageLocation,
    },
  };
  for (const { key, value } of version.tags) {
    yield { table: "model_version_tags", row: { key, value, name: version.model, version: version.version } };
  }
}

/** A deleted version, as MLflow keeps it: the next one gets the number after it. */
export function deletedVersionRow(model: RegisteredModelRecord): TableRow {
  return {
    table: "model_versions",
    row: {
      name: model.name,
      version: model.lastVersion,
      creation_time: model.updatedMs,
      last_updated_time: model.updatedMs,
      description: null,
      user_id: null,
      current_stage: DELETED_STAGE,
      source: "",
      run_id: null,
      status: "READY",
      status_message: null,
      run_link: null,
      storage_location: null,
    },
  };
}
