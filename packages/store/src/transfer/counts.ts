import { inList, slicesOf } from "../database/in-list.ts";
import type { Sql, SqlValue } from "../database/sql.ts";
import { MODEL_INPUT, MODEL_OUTPUT } from "../runs/inputs.ts";
import { COUNTED, type Counted, type Counts, type ExperimentRecord } from "./records.ts";

/** What to count: these experiments, runs and so on, and what belongs to them. */
export interface CountScope {
  readonly experiments: readonly ExperimentRecord["id"][];
  readonly runs: readonly string[];
  readonly loggedModels: readonly string[];
  readonly registeredModels: readonly string[];
}

const SLICE = 2048;

const RUNS = "SELECT id FROM run WHERE uuid IN";
const LOGGED_MODELS = "SELECT id FROM logged_model WHERE uuid IN";
const MODELS = "SELECT id FROM registered_model WHERE name IN";
const VERSIONS = "SELECT id FROM model_version WHERE deleted = 0 AND model_id IN";

type Group = keyof CountScope;

/** A query for each number; `@` stands for the list of ids or names of its group. */
const QUERIES: Readonly<Record<Counted, readonly [Group, string]>> = {
  experiments: ["experiments", "SELECT count(*) AS n FROM experiment WHERE id IN @"],
  "experiment tags": ["experiments", "SELECT count(*) AS n FROM experiment_tag WHERE experiment_id IN @"],
  datasets: ["experiments", "SELECT count(*) AS n FROM dataset WHERE experiment_id IN @"],
  runs: ["runs", "SELECT count(*) AS n FROM run WHERE uuid IN @"],
  parameters: ["runs", `SELECT count(*) AS n FROM param WHERE run_id IN (${RUNS} @)`],
  tags: ["runs", `SELECT count(*) AS n FROM tag WHERE run_id IN (${RUNS} @)`],
  metrics: ["runs", `SELECT count(*) AS n FROM metric WHERE run_id IN (${RUNS} @)`],
  "metric points": ["runs", `SELECT coalesce(sum(points), 0) AS n FROM metric WHERE run_id IN (${RUNS} @)`],
  "dataset inputs": ["runs", `SELECT count(*) AS n FROM dataset_input WHERE run_id IN (${RUNS} @)`],
  "dataset input tags": [
    "runs",
    `SELECT count(*) AS n FROM dataset_input_tag WHERE input_id IN (SELECT id FROM dataset_input WHERE run_id IN (${RUNS} @))`,
  ],
  "model inputs": ["runs", linkQuery(MODEL_INPUT)],
  "model outputs": ["runs", linkQuery(MODEL_OUTPUT)],
  "logged models": ["loggedModels", "SELECT count(*) AS n FROM logged_model WHERE uuid IN @"],
  "logged model parameters": ["loggedModels", loggedModelQuery("param")],
  "logged model tags": ["loggedModels", loggedModelQuery("tag")],
  "logged model points": ["loggedModels", loggedModelQuery("metric")],
  "registered models": ["registeredModels", "SELECT count(*) AS n FROM registered_model WHERE name IN @"],
  "registered model tags": [
    "registeredModels",
    `SELECT count(*) AS n FROM registered_model_tag WHERE model_id IN (${MODELS} @)`,
  ],
  aliases: ["registeredModels", `SELECT count(*) AS n FROM registered_model_alias WHERE model_id IN (${MODELS} @)`],
  "model versions": ["registeredModels", `SELECT count(*) AS n FROM (${VERSIONS} (${MODELS} @)) AS version`],
  "model version tags": [
    "registeredModels",
    `SELECT count(*) AS n FROM model_version_tag WHERE version_id IN (${VERSIONS} (${MODELS} @))`,
  ],
};

function linkQuery(direction: number): string {
  return `SELECT count(*) AS n FROM model_link WHERE direction = ${direction} AND run_id IN (${RUNS} @)`;
}

function loggedModelQuery(part: "param" | "tag" | "metric"): string {
  return `SELECT count(*) AS n FROM logged_model_${part} WHERE model_id IN (${LOGGED_MODELS} @)`;
}

/** Counts what of a scope the store holds. */
export async function countTarget(sql: Sql, scope: CountScope): Promise<Counts> {
  const counts = new Map<Counted, number>();
  for (const counted of COUNTED) {
    const [group, text] = QUERIES[counted];
    const given: readonly SqlValue[] = scope[group];
    let sum = 0;
    for (const slice of slicesOf(given, SLICE)) {
      const list = inList(slice);
      const row = await sql.get<{ n: number }>(text.replace("@", list.text), list.params);
      sum += Number(row?.n ?? 0);
    }
    counts.set(counted, sum);
  }
  return toCounts((counted) => counts.get(counted) ?? 0);
}

/** Counts from a function that knows each. */
export function toCounts(count: (counted: Counted) => number): Counts {
  const entries = COUNTED.map((counted) => [counted, count(counted)] as const);
  // Every name of COUNTED is there.
  return Object.fromEntries(entries) as Counts;
}
