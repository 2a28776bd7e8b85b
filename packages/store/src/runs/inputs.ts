import {
  DATASET_CONTEXT_TAG,
  type Dataset,
  type DatasetInput,
  type DatasetSummary,
  LIMITS,
  MillraceError,
  type ModelInput,
  type ModelOutput,
} from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { inList } from "../database/in-list.ts";
import { parseExperimentId } from "../experiments/rows.ts";
import { lockActiveRun, type RunHandle } from "./rows.ts";

/** What `model_link.direction` says: the run read the model, or made it. */
export const MODEL_INPUT = 0;
export const MODEL_OUTPUT = 1;

const MODEL_LINKS = {
  table: "model_link",
  columns: { run_id: "bigint", model_id: "text", direction: "smallint", step: "bigint" },
  onConflict: "ON CONFLICT (run_id, model_id, direction) DO NOTHING",
} as const;

/** What an insert of tags of dataset inputs fills: those that are there take the new value. */
export const INPUT_TAGS = {
  table: "dataset_input_tag",
  columns: { input_id: "bigint", key: "text", value: "text" },
  onConflict: "ON CONFLICT (input_id, key) DO UPDATE SET value = excluded.value",
} as const;

/** The datasets and models that runs read, and the models that they made. */
export class Inputs {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async logInputs(runId: string, datasets: readonly DatasetInput[], models: readonly ModelInput[]): Promise<void> {
    await this.#database.write(async (sql) => {
      const run = await lockActiveRun(sql, this.#database.dialect, runId);
      for (const input of datasets) await linkDataset(sql, run, input, this.#database.dialect.forShare);
      const links = models.map((model) => [run.id, model.model_id, MODEL_INPUT, 0]);
      if (links.length > 0) await sql.insert(MODEL_LINKS, links);
    });
  }

  async logOutputs(runId: string, models: readonly ModelOutput[]): Promise<void> {
    await this.#database.write(async (sql) => {
      const run = await lockActiveRun(sql, this.#database.dialect, runId);
      if (models.length === 0) return;
      await refuseRepeatedOutputs(sql, run, models);
      await sql.insert(
        MODEL_LINKS,
        models.map((model) => [run.id, model.model_id, MODEL_OUTPUT, model.step]),
      );
    });
  }

  async searchDatasets(experimentIds: readonly string[]): Promise<DatasetSummary[]> {
    if (experimentIds.length === 0) return [];
    const list = inList(experimentIds.map(parseExperimentId));
    const rows = await this.#database.read.all<DatasetSummary & { context: string | null }>(
      "SELECT DISTINCT CAST(dataset.experiment_id AS TEXT) AS experiment_id, dataset.name, dataset.digest, " +
        "dataset_input_tag.value AS context FROM dataset " +
        "JOIN dataset_input ON dataset_input.dataset_id = dataset.id " +
        "LEFT JOIN dataset_input_tag ON dataset_input_tag.input_id = dataset_input.id " +
        `AND dataset_input_tag.key = '${DATASET_CONTEXT_TAG}' WHERE dataset.experiment_id IN ${list.text} ` +
        `ORDER BY experiment_id, dataset.name, dataset.digest, context LIMIT ${LIMITS.searchDatasetsResults}`,
      list.params,
    );
    return rows.map(({ context, ...dataset }) => (context === null ? dataset : { ...dataset, context }));
  }
}

/** A run makes a model once; MLflow refuses the second time with this code. */
async function refuseRepeatedOutputs(sql: Sql, run: RunHandle, models: readonly ModelOutput[]): Promise<void> {
  const ids = models.map((model) => model.model_id);
  const list = inList(ids);
  const known = await sql.get<{ model_id: string }>(
    `SELECT model_id FROM model_link WHERE run_id = ? AND direction = ? AND model_id IN ${list.text} LIMIT 1`,
    [run.id, MODEL_OUTPUT, ...list.params],
  );
  const repeated = known?.model_id ?? firstRepeated(ids);
  if (repeated !== undefined) {
    throw new MillraceError("BAD_REQUEST", `The model '${repeated}' is an output of this run already; log it once.`);
  }
}

function firstRepeated(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return undefined;
}

async function linkDataset(sql: Sql, run: RunHandle, input: DatasetInput, lock: string): Promise<void> {
  const datasetId = await internDataset(sql, run, input.dataset, lock);
  const link = await sql.get<{ id: number }>(
    "INSERT INTO dataset_input (run_id, dataset_id) VALUES (?, ?) ON CONFLICT (run_id, dataset_id) DO NOTHING RETURNING id",
    [run.id, datasetId],
  );
  // The run has this dataset already: the link stays as it was first logged.
  if (link === undefined) return;
  const tags = (input.tags ?? []).map((tag) => [link.id, tag.key, tag.value]);
  if (tags.length > 0) await sql.insert(INPUT_TAGS, tags);
}

/** @param lock keeps the dataset from being purged until the run is linked to it */
async function internDataset(sql: Sql, run: RunHandle, dataset: Dataset, lock: string): Promise<number> {
  await sql.run(
    "INSERT INTO dataset (experiment_id, name, digest, source_type, source, schema_text, profile) " +
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (experiment_id, name, digest) DO NOTHING",
    [
      run.experimentId,
      dataset.name,
      dataset.digest,
      dataset.source_type,
      dataset.source,
      dataset.schema ?? null,
      dataset.profile ?? null,
    ],
  );
  const row = await sql.get<{ id: number }>(
    `SELECT id FROM dataset WHERE experiment_id = ? AND name = ? AND digest = ?${lock}`,
    [run.experimentId, dataset.name, dataset.digest],
  );
  // A purge removed it in between, as no other run had it.
  return row?.id ?? internDataset(sql, run, dataset, lock);
}
