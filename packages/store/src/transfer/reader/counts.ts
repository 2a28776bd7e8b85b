import { MODEL_INPUT, MODEL_OUTPUT } from "../../runs/inputs.ts";
import { toCounts } from "../counts.ts";
import type { ForeignDatabase } from "../foreign.ts";
import { COUNTED, type Counted, type Counts } from "../records.ts";

/** What each number is, and the tables it is counted in. */
const QUERIES: Readonly<Record<Counted, string>> = {
  experiments: "count(*) AS n FROM experiment",
  "experiment tags": "count(*) AS n FROM experiment_tag",
  datasets: "count(*) AS n FROM dataset",
  runs: "count(*) AS n FROM run",
  parameters: "count(*) AS n FROM param",
  tags: "count(*) AS n FROM tag",
  metrics: "count(*) AS n FROM metric",
  "metric points": "coalesce(sum(points), 0) AS n FROM metric",
  "dataset inputs": "count(*) AS n FROM dataset_input",
  "dataset input tags": "count(*) AS n FROM dataset_input_tag",
  "model inputs": `count(*) AS n FROM model_link WHERE direction = ${MODEL_INPUT}`,
  "model outputs": `count(*) AS n FROM model_link WHERE direction = ${MODEL_OUTPUT}`,
  "logged models": "count(*) AS n FROM logged_model",
  "logged model parameters": "count(*) AS n FROM logged_model_param",
  "logged model tags": "count(*) AS n FROM logged_model_tag",
  "logged model points": "count(*) AS n FROM logged_model_metric",
  "registered models": "count(*) AS n FROM registered_model",
  "registered model tags": "count(*) AS n FROM registered_model_tag",
  aliases: "count(*) AS n FROM registered_model_alias",
  "model versions": "count(*) AS n FROM model_version WHERE deleted = 0",
  "model version tags":
    "count(*) AS n FROM model_version_tag WHERE version_id IN (SELECT id FROM model_version WHERE deleted = 0)",
};

/** Counts all that a store holds. */
export async function countStore(database: ForeignDatabase): Promise<Counts> {
  const found = new Map<Counted, number>();
  for (const counted of COUNTED) {
    const [row] = await database.all<{ n: number }>(`SELECT ${QUERIES[counted]}`);
    found.set(counted, Number(row?.n ?? 0));
  }
  return toCounts((counted) => found.get(counted) ?? 0);
}
