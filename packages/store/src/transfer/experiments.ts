import type { Int64 } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { EXPERIMENT_TAGS } from "../experiments/experiments.ts";
import type { DatasetRecord, ExperimentRecord } from "./records.ts";

const EXPERIMENTS = {
  table: "experiment",
  columns: {
    id: "bigint",
    name: "text",
    artifact_location: "text",
    deleted: "smallint",
    deleted_ms: "bigint",
    created_ms: "bigint",
    updated_ms: "bigint",
  },
  onConflict:
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, deleted = excluded.deleted, deleted_ms = excluded.deleted_ms, " +
    "created_ms = excluded.created_ms, updated_ms = excluded.updated_ms",
} as const;

const DATASETS = {
  table: "dataset",
  columns: {
    experiment_id: "bigint",
    name: "text",
    digest: "text",
    source_type: "text",
    source: "text",
    schema_text: "text",
    profile: "text",
  },
  onConflict: "ON CONFLICT (experiment_id, name, digest) DO NOTHING",
} as const;

const SLICE = 512;

/** An experiment that is in the store already. */
export interface KnownExperiment {
  readonly id: string;
  readonly name: string;
  readonly createdMs: Int64;
}

/** The experiments of the store that have one of the ids or one of the names. */
export async function knownExperiments(
  sql: Sql,
  dialect: Dialect,
  given: readonly Pick<ExperimentRecord, "id" | "name">[],
): Promise<KnownExperiment[]> {
  const found = new Map<string, KnownExperiment>();
  for (const slice of slicesOf(given, SLICE)) {
    const ids = inList(slice.map(({ id }) => id));
    const names = inList(slice.map(({ name }) => name));
    const rows = await sql.all<{ id: string; name: string; created_ms: Int64Cell }>(
      `SELECT CAST(id AS TEXT) AS id, name, ${dialect.int64Column("created_ms")} AS created_ms FROM experiment ` +
        `WHERE id IN ${ids.text} OR name IN ${names.text}`,
      [...ids.params, ...names.params],
    );
    for (const { id, name, created_ms } of rows) found.set(id, { id, name, createdMs: readInt64(created_ms) });
  }
  return [...found.values()];
}

/** Whether the experiment Default is as the store made it, with nothing in it. */
export async function defaultIsUntouched(sql: Sql): Promise<boolean> {
  const row = await sql.get<{ id: number }>(
    "SELECT id FROM experiment WHERE id = 0 AND name = 'Default' AND deleted = 0 AND created_ms = updated_ms " +
      "AND NOT EXISTS (SELECT 1 FROM experiment_tag WHERE experiment_id = 0) " +
      "AND NOT EXISTS (SELECT 1 FROM run WHERE experiment_id = 0) " +
      "AND NOT EXISTS (SELECT 1 FROM dataset WHERE experiment_id = 0) " +
      "AND NOT EXISTS (SELECT 1 FROM logged_model WHERE experiment_id = 0)",
  );
  return row !== undefined;
}

/** Writes experiments over those with the same ids; the artifact location of those stays. */
export async function writeExperiments(sql: Sql, records: readonly ExperimentRecord[]): Promise<void> {
  await sql.insert(
    EXPERIMENTS,
    records.map((record) => [
      record.id,
      record.name,
      record.artifactLocation,
      record.deleted ? 1 : 0,
      record.deletedMs,
      record.createdMs,
      record.updatedMs,
    ]),
  );
  const tags = records.flatMap(({ id, tags: entries }) => entries.map(({ key, value }) => [id, key, value]));
  if (tags.length > 0) await sql.insert(EXPERIMENT_TAGS, tags);
}

/** Writes datasets that are not there yet. */
export async function writeDatasets(sql: Sql, records: readonly DatasetRecord[]): Promise<void> {
  await sql.insert(
    DATASETS,
    records.map((record) => [
      record.experimentId,
      record.name,
      record.digest,
      record.sourceType,
      record.source,
      record.schema,
      record.profile,
    ]),
  );
}

/** The internal numbers of datasets by experiment, name and digest. */
export class DatasetIds {
  readonly #ids = new Map<string, number>();

  static async read(sql: Sql, wanted: readonly DatasetKey[]): Promise<DatasetIds> {
    const found = new DatasetIds();
    for (const [experimentId, datasets] of Map.groupBy(wanted, (dataset) => dataset.experimentId)) {
      for (const slice of slicesOf([...new Set(datasets.map(({ name }) => name))], SLICE)) {
        const names = inList(slice);
        const rows = await sql.all<{ id: number; name: string; digest: string }>(
          `SELECT id, name, digest FROM dataset WHERE experiment_id = ? AND name IN ${names.text}`,
          [experimentId, ...names.params],
        );
        for (const { id, name, digest } of rows) found.#ids.set(nameOf({ experimentId, name, digest }), id);
      }
    }
    return found;
  }

  /** @throws TypeError for a dataset that was not written before. */
  get(key: DatasetKey): number {
    const id = this.#ids.get(nameOf(key));
    if (id === undefined) throw new TypeError(`The dataset ${nameOf(key)} was not written.`);
    return id;
  }
}

type DatasetKey = { readonly experimentId: Int64; readonly name: string; readonly digest: string };

function nameOf({ experimentId, name, digest }: DatasetKey): string {
  return JSON.stringify([String(experimentId), name, digest]);
}
