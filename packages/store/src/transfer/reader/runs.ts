import { nameOfNumber } from "../../database/state-names.ts";
import { type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../../database/values.ts";
import { ALL, readStored } from "../../metrics/stored.ts";
import { MODEL_INPUT } from "../../runs/inputs.ts";
import { STATUS_NUMBERS } from "../../runs/rows.ts";
import type { ForeignDatabase } from "../foreign.ts";
import type { DatasetInputRecord, Entry, ModelLinkRecord, RunRecord, SeriesRecord } from "../records.ts";
import { entriesOf, pagesById, rowsByOwner } from "./rows.ts";

interface RunRow {
  readonly id: number;
  readonly uuid: string;
  readonly experiment_id: Int64Cell;
  readonly name: string;
  readonly user_id: string;
  readonly status: number;
  readonly start_ms: Int64Cell;
  readonly end_ms: Int64Cell | null;
  readonly deleted: number;
  readonly deleted_ms: Int64Cell | null;
  readonly artifact_uri: string;
}

/** All runs. */
export async function* readRuns(database: ForeignDatabase): AsyncGenerator<RunRecord[]> {
  const number = (column: string): string => `${database.int64Column(`t.${column}`)} AS ${column}`;
  const pages = pagesById<RunRow>(
    database,
    `SELECT t.id, t.uuid, ${number("experiment_id")}, t.name, t.user_id, t.status, ${number("start_ms")}, ` +
      `${number("end_ms")}, t.deleted, ${number("deleted_ms")}, t.artifact_uri FROM run AS t WHERE 1 = 1`,
  );
  for await (const rows of pages) yield await withParts(database, rows);
}

async function withParts(database: ForeignDatabase, rows: readonly RunRow[]): Promise<RunRecord[]> {
  const ids = rows.map((row) => row.id);
  const entries = (table: string) =>
    rowsByOwner<Entry & { owner: number }>(
      database,
      `SELECT e.run_id AS owner, k.name AS key, e.value FROM ${table} AS e JOIN entity_key AS k ON k.id = e.key_id ` +
        "WHERE e.run_id IN @ ORDER BY e.run_id, k.name",
      ids,
    );
  const params = await entries("param");
  const tags = await entries("tag");
  const datasets = await readDatasetInputs(database, ids);
  const models = await rowsByOwner<{ owner: number; model_id: string; direction: number; step: Int64Cell }>(
    database,
    `SELECT run_id AS owner, model_id, direction, ${database.int64Column("step")} AS step FROM model_link ` +
      "WHERE run_id IN @ ORDER BY id",
    ids,
  );
  const series = await rowsByOwner<{ owner: number; key: string; size: number }>(
    database,
    "SELECT m.run_id AS owner, k.name AS key, m.points AS size FROM metric AS m JOIN entity_key AS k ON k.id = m.key_id " +
      "WHERE m.run_id IN @ ORDER BY m.run_id, k.name",
    ids,
  );
  return rows.map((row) => ({
    ...toRun(row),
    params: entriesOf(params, row.id),
    tags: entriesOf(tags, row.id),
    datasets: datasets.get(row.id) ?? [],
    models: (models.get(row.id) ?? []).map(({ model_id, direction, step }): ModelLinkRecord => ({
      modelId: model_id,
      direction: direction === MODEL_INPUT ? "input" : "output",
      step: readInt64(step),
    })),
    series: (series.get(row.id) ?? []).map(({ key, size }) => ({ key, size })),
  }));
}

function toRun(row: RunRow): Omit<RunRecord, "params" | "tags" | "datasets" | "models" | "series"> {
  return {
    id: row.uuid,
    experimentId: readInt64(row.experiment_id),
    name: row.name,
    userId: row.user_id,
    status: nameOfNumber(STATUS_NUMBERS, row.status, "RUNNING"),
    startMs: readInt64(row.start_ms),
    endMs: row.end_ms === null ? null : readInt64(row.end_ms),
    deleted: row.deleted !== 0,
    deletedMs: row.deleted_ms === null ? null : readInt64(row.deleted_ms),
    artifactUri: row.artifact_uri,
  };
}

interface InputRow {
  readonly owner: number;
  readonly id: number;
  readonly experiment_id: Int64Cell;
  readonly name: string;
  readonly digest: string;
}

async function readDatasetInputs(
  database: ForeignDatabase,
  runIds: readonly number[],
): Promise<Map<number | string, DatasetInputRecord[]>> {
  const inputs = await rowsByOwner<InputRow>(
    database,
    `SELECT i.run_id AS owner, i.id, ${database.int64Column("d.experiment_id")} AS experiment_id, d.name, d.digest ` +
      "FROM dataset_input AS i JOIN dataset AS d ON d.id = i.dataset_id WHERE i.run_id IN @ ORDER BY i.id",
    runIds,
  );
  const ids = [...inputs.values()].flatMap((rows) => rows.map(({ id }) => id));
  const tags = await rowsByOwner<Entry & { owner: number }>(
    database,
    "SELECT input_id AS owner, key, value FROM dataset_input_tag WHERE input_id IN @ ORDER BY input_id, key",
    ids,
  );
  return new Map(
    Array.from(inputs, ([run, rows]) => [
      run,
      rows.map(({ id, experiment_id, name, digest }) => ({
        dataset: { experimentId: readInt64(experiment_id), name, digest },
        tags: entriesOf(tags, id),
      })),
    ]),
  );
}

/** The metrics of runs, one after the other. */
export async function* readSeries(database: ForeignDatabase, runs: readonly RunRecord[]): AsyncGenerator<SeriesRecord> {
  for (const { id: runId, series } of runs) {
    if (series.length === 0) continue;
    const rows = await database.all<{ run_id: number; key_id: number; key: string; last_value: DoubleCell }>(
      "SELECT m.run_id, m.key_id, k.name AS key, m.last_value FROM run AS r JOIN metric AS m ON m.run_id = r.id " +
        "JOIN entity_key AS k ON k.id = m.key_id WHERE r.uuid = ? ORDER BY k.name",
      [runId],
    );
    for (const row of rows) {
      const place = { runId: row.run_id, keyId: row.key_id };
      const points = await readStored(database, database, place, ALL);
      yield { runId, key: row.key, points, lastValue: readDouble(row.last_value) };
    }
  }
}
