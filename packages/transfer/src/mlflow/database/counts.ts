import { type Counted, type Counts, type ForeignDatabase, COUNTED, toCounts } from "@millrace/store/transfer";
import { DELETED_STAGE } from "../values.ts";
import type { Schema } from "./schema.ts";

/** Counts the rows that stand for what is brought in. */
export async function countSource(database: ForeignDatabase, schema: Schema): Promise<Counts> {
  const found = new Map<Counted, number>();
  for (const counted of COUNTED) {
    const text = queries(schema)[counted];
    const [row] = text === undefined ? [] : await database.all<{ n: number }>(`SELECT count(*) AS n FROM ${text}`);
    found.set(counted, Number(row?.n ?? 0));
  }
  return toCounts((counted) => found.get(counted) ?? 0);
}

/** Tables and conditions; undefined where this revision has no such thing. */
function queries(schema: Schema): Partial<Record<Counted, string>> {
  const experiments = `SELECT experiment_id FROM experiments WHERE ${schema.inDefault("experiments")}`;
  const runs = `SELECT run_uuid FROM runs WHERE experiment_id IN (${experiments})`;
  const inputs =
    "inputs WHERE source_type = 'DATASET' AND destination_type = 'RUN' " +
    `AND destination_id IN (${runs}) AND source_id IN (SELECT dataset_uuid FROM datasets)`;
  const links = (direction: string): string =>
    `inputs WHERE source_type = 'RUN_${direction}' AND destination_type = 'MODEL_${direction}' AND source_id IN (${runs})`;
  const inDefault = (table: string): string => `${table} WHERE ${schema.inDefault(table)}`;
  const kept = `coalesce(current_stage, '') <> '${DELETED_STAGE}'`;
  const tracking = {
    experiments: inDefault("experiments"),
    "experiment tags": `experiment_tags WHERE experiment_id IN (${experiments})`,
    datasets: `datasets WHERE experiment_id IN (${experiments})`,
    runs: `runs WHERE experiment_id IN (${experiments})`,
    parameters: `params WHERE run_uuid IN (${runs})`,
    tags: `tags WHERE run_uuid IN (${runs})`,
    metrics: `(SELECT DISTINCT run_uuid, key FROM metrics WHERE run_uuid IN (${runs})) AS series`,
    "metric points": `metrics WHERE run_uuid IN (${runs})`,
    "dataset inputs": inputs,
    "dataset input tags": `input_tags WHERE input_uuid IN (SELECT input_uuid FROM ${inputs})`,
    "model inputs": links("INPUT"),
    "model outputs": links("OUTPUT"),
    "registered models": inDefault("registered_models"),
    "registered model tags": inDefault("registered_model_tags"),
    aliases: inDefault("registered_model_aliases"),
    "model versions": `${inDefault("model_versions")} AND ${kept}`,
    "model version tags":
      `${inDefault("model_version_tags")} AND (name, version) IN ` +
      `(SELECT name, version FROM ${inDefault("model_versions")} AND ${kept})`,
  };
  if (!schema.tables.has("logged_models")) return tracking;
  const models = `SELECT model_id FROM logged_models WHERE experiment_id IN (${experiments})`;
  return {
    ...tracking,
    "logged models": `logged_models WHERE experiment_id IN (${experiments})`,
    "logged model parameters": `logged_model_params WHERE model_id IN (${models})`,
    "logged model tags": `logged_model_tags WHERE model_id IN (${models})`,
    "logged model points": `logged_model_metrics WHERE model_id IN (${models})`,
  };
}
