import {
  type DatasetRecord,
  type ExperimentRecord,
  type ForeignDatabase,
  type Int64Cell,
  readInt64,
} from "@millrace/store/transfer";
import { deletedAt } from "../values.ts";
import { entriesByOwner } from "./grouped.ts";
import { pagesOf } from "./pages.ts";
import type { Schema } from "./schema.ts";

interface ExperimentRow {
  readonly id: Int64Cell;
  readonly name: string;
  readonly artifact_location: string | null;
  readonly lifecycle_stage: string | null;
  readonly creation_time: Int64Cell | null;
  readonly last_update_time: Int64Cell | null;
}

/** The experiments of the default workspace with their tags. */
export async function* readExperiments(database: ForeignDatabase, schema: Schema): AsyncGenerator<ExperimentRecord[]> {
  const id = database.int64Column("experiments.experiment_id");
  const pages = pagesOf<ExperimentRow>(database, {
    select:
      `SELECT ${id} AS id, name, artifact_location, lifecycle_stage, ` +
      `${database.int64Column("creation_time")} AS creation_time, ` +
      `${database.int64Column("last_update_time")} AS last_update_time FROM experiments WHERE ${schema.inDefault("experiments")}`,
    column: "experiments.experiment_id",
    valueOf: (row) => readInt64(row.id),
    start: -1,
  });
  for await (const rows of pages) {
    const tags = await entriesByOwner(
      database,
      "SELECT CAST(experiment_id AS TEXT) AS owner, key, value FROM experiment_tags WHERE experiment_id IN @ ORDER BY key",
      rows.map((row) => readInt64(row.id)),
    );
    yield rows.map((row) => ({ ...toExperiment(row), tags: tags.get(String(row.id)) ?? [] }));
  }
}

function toExperiment(row: ExperimentRow): Omit<ExperimentRecord, "tags"> {
  const deleted = row.lifecycle_stage === "deleted";
  const updatedMs = readInt64(row.last_update_time ?? row.creation_time ?? 0);
  return {
    id: readInt64(row.id),
    name: row.name,
    artifactLocation: row.artifact_location ?? "",
    deleted,
    deletedMs: deletedAt(deleted, updatedMs),
    createdMs: readInt64(row.creation_time ?? 0),
    updatedMs,
  };
}

interface DatasetRow {
  readonly experiment_id: Int64Cell;
  readonly name: string;
  readonly digest: string;
  readonly dataset_source_type: string;
  readonly dataset_source: string;
  readonly dataset_schema: string | null;
  readonly dataset_profile: string | null;
}

/** The datasets of the default workspace's experiments. */
export async function* readDatasets(database: ForeignDatabase, schema: Schema): AsyncGenerator<DatasetRecord[]> {
  const rows = database.batches<DatasetRow>(
    `SELECT ${database.int64Column("datasets.experiment_id")} AS experiment_id, datasets.name, digest, ` +
      "dataset_source_type, dataset_source, dataset_schema, dataset_profile FROM datasets " +
      "JOIN experiments ON experiments.experiment_id = datasets.experiment_id " +
      `WHERE ${schema.inDefault("experiments")} ORDER BY datasets.experiment_id, datasets.name, digest`,
  );
  for await (const batch of rows) yield batch.map(toDataset);
}

function toDataset(row: DatasetRow): DatasetRecord {
  return {
    experimentId: readInt64(row.experiment_id),
    name: row.name,
    digest: row.digest,
    sourceType: row.dataset_source_type,
    source: row.dataset_source,
    schema: row.dataset_schema,
    profile: row.dataset_profile,
  };
}
