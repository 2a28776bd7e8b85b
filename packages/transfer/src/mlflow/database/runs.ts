import { type ForeignDatabase, type Int64Cell, readInt64, type RunRecord } from "@millrace/store/transfer";
import { runStatus } from "../values.ts";
import { entriesByOwner, rowsByOwner } from "./grouped.ts";
import { readDatasetInputs, readModelLinks } from "./inputs.ts";
import { pagesOf } from "./pages.ts";
import type { Schema } from "./schema.ts";

interface RunRow {
  readonly id: string;
  readonly experiment_id: Int64Cell;
  readonly name: string | null;
  readonly user_id: string | null;
  readonly status: string | null;
  readonly start_time: Int64Cell | null;
  readonly end_time: Int64Cell | null;
  readonly lifecycle_stage: string | null;
  readonly deleted_time: Int64Cell | null;
  readonly artifact_uri: string | null;
}

/** The runs of the default workspace's experiments, deleted ones too. */
export async function* readRuns(database: ForeignDatabase, schema: Schema): AsyncGenerator<RunRecord[]> {
  const time = (column: string): string => `${database.int64Column(`runs.${column}`)} AS ${column}`;
  const pages = pagesOf<RunRow>(database, {
    select:
      `SELECT runs.run_uuid AS id, ${database.int64Column("runs.experiment_id")} AS experiment_id, runs.name, user_id, ` +
      `status, ${time("start_time")}, ${time("end_time")}, runs.lifecycle_stage, ${time("deleted_time")}, artifact_uri ` +
      "FROM runs JOIN experiments ON experiments.experiment_id = runs.experiment_id " +
      `WHERE ${schema.inDefault("experiments")}`,
    column: "runs.run_uuid",
    valueOf: (row) => row.id,
    start: "",
  });
  for await (const rows of pages) yield await withParts(database, schema, rows);
}

async function withParts(database: ForeignDatabase, schema: Schema, rows: readonly RunRow[]): Promise<RunRecord[]> {
  const ids = rows.map((row) => row.id);
  const entries = (table: string) =>
    entriesByOwner(
      database,
      `SELECT run_uuid AS owner, key, value FROM ${table} WHERE run_uuid IN @ ORDER BY run_uuid, key`,
      ids,
    );
  const params = await entries("params");
  const tags = await entries("tags");
  const experiments = new Map(rows.map((row) => [row.id, readInt64(row.experiment_id)]));
  const datasets = await readDatasetInputs(database, experiments);
  const models = await readModelLinks(database, schema, ids);
  const series = await rowsByOwner<{ owner: string; key: string; size: number }>(
    database,
    "SELECT run_uuid AS owner, key, count(*) AS size FROM metrics WHERE run_uuid IN @ GROUP BY run_uuid, key " +
      "ORDER BY run_uuid, key",
    ids,
  );
  return rows.map((row) => ({
    ...toRun(row),
    params: params.get(row.id) ?? [],
    tags: tags.get(row.id) ?? [],
    datasets: datasets.get(row.id) ?? [],
    models: models.get(row.id) ?? [],
    series: (series.get(row.id) ?? []).map(({ key, size }) => ({ key, size: Number(size) })),
  }));
}

function toRun(row: RunRow): Omit<RunRecord, "params" | "tags" | "datasets" | "models" | "series"> {
  const deleted = row.lifecycle_stage === "deleted";
  return {
    id: row.id,
    experimentId: readInt64(row.experiment_id),
    name: row.name ?? "",
    userId: row.user_id ?? "",
    status: runStatus(row.status),
    startMs: readInt64(row.start_time ?? 0),
    endMs: row.end_time === null ? null : readInt64(row.end_time),
    deleted,
    deletedMs: deleted && row.deleted_time !== null ? readInt64(row.deleted_time) : null,
    artifactUri: row.artifact_uri ?? "",
  };
}
