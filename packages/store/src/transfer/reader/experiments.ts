import { type Int64Cell, readInt64 } from "../../database/values.ts";
import type { ForeignDatabase } from "../foreign.ts";
import type { DatasetRecord, Entry, ExperimentRecord } from "../records.ts";
import { entriesOf, rowsByOwner } from "./rows.ts";

interface ExperimentRow {
  readonly id: Int64Cell;
  readonly name: string;
  readonly artifact_location: string;
  readonly deleted: number;
  readonly deleted_ms: Int64Cell | null;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
}

/** All experiments with their tags. */
export async function* readExperiments(database: ForeignDatabase): AsyncGenerator<ExperimentRecord[]> {
  const number = (column: string): string => `${database.int64Column(column)} AS ${column}`;
  const rows = await database.all<ExperimentRow>(
    `SELECT ${number("id")}, name, artifact_location, deleted, ${number("deleted_ms")}, ${number("created_ms")}, ` +
      `${number("updated_ms")} FROM experiment ORDER BY experiment.id`,
  );
  const tags = await rowsByOwner<Entry & { owner: string }>(
    database,
    "SELECT CAST(experiment_id AS TEXT) AS owner, key, value FROM experiment_tag WHERE experiment_id IN @ ORDER BY key",
    rows.map((row) => readInt64(row.id)),
  );
  yield rows.map((row) => ({
    id: readInt64(row.id),
    name: row.name,
    artifactLocation: row.artifact_location,
    deleted: row.deleted !== 0,
    deletedMs: row.deleted_ms === null ? null : readInt64(row.deleted_ms),
    createdMs: readInt64(row.created_ms),
    updatedMs: readInt64(row.updated_ms),
    tags: entriesOf(tags, String(row.id)),
  }));
}

interface DatasetRow {
  readonly experiment_id: Int64Cell;
  readonly name: string;
  readonly digest: string;
  readonly source_type: string;
  readonly source: string;
  readonly schema_text: string | null;
  readonly profile: string | null;
}

/** All datasets. */
export async function* readDatasets(database: ForeignDatabase): AsyncGenerator<DatasetRecord[]> {
  const batches = database.batches<DatasetRow>(
    `SELECT ${database.int64Column("experiment_id")} AS experiment_id, name, digest, source_type, source, schema_text, ` +
      "profile FROM dataset ORDER BY id",
  );
  for await (const rows of batches) {
    yield rows.map((row) => ({
      experimentId: readInt64(row.experiment_id),
      name: row.name,
      digest: row.digest,
      sourceType: row.source_type,
      source: row.source,
      schema: row.schema_text,
      profile: row.profile,
    }));
  }
}
