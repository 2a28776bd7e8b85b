import type { Difference, Step, Story } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { experiment, post, run } from "../steps.ts";

interface Told {
  /** When it differs from the name under which the id is saved. */
  readonly runName?: string;
  readonly info?: { [key: string]: Json };
  readonly metrics?: Readonly<Record<string, Json>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

const pairs = (values: Readonly<Record<string, Json>> = {}): Json[] =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

/** A run of the story: created, logged to in one batch, ended. */
function told(name: string, startTime: number, { info = {}, metrics = {}, params, tags, runName }: Told): Step[] {
  const points = Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: 1, step: 1 }));
  return [
    run({ start_time: startTime, user_id: "ann", run_name: runName ?? name }, name),
    post("runs/log-batch", { run_id: `{{${name}}}`, metrics: points, params: pairs(params), tags: pairs(tags) }),
    ...(Object.keys(info).length === 0 ? [] : [post("runs/update", { run_id: `{{${name}}}`, ...info })]),
  ];
}

const dataset = (name: string, digest: string, context: string): Json => ({
  dataset: { name, digest, source_type: "local", source: "s" },
  tags: [{ key: "mlflow.data.context", value: context }],
});

/** Seven runs that differ in everything that a search can ask about; `gone` is deleted, `bare` has nothing. */
const STORY_STEPS: readonly Step[] = [
  experiment(),
  ...told("alpha", 100, {
    info: { status: "FINISHED", end_time: 1000 },
    metrics: { loss: 0.5, acc: 0.9, "val/loss a": 1 },
    params: { lr: "0.1", model: "svm", "key with space": "x", "a.b": "dot" },
    tags: { team: "blue", env: "prod", "mlflow.user": "ann" },
  }),
  ...told("beta", 200, {
    info: { status: "FAILED", end_time: 900 },
    metrics: { loss: 0.25, acc: "NaN" },
    params: { lr: "0.01", model: "SVM", empty: "" },
    tags: { team: "Blue", env: "dev_1" },
  }),
  post("runs/log-metric", { run_id: "{{beta}}", key: "loss", value: 9, timestamp: 1, step: 0 }),
  ...told("gamma", 300, {
    metrics: { loss: "NaN", acc: -1 },
    params: { lr: "10", model: "100%" },
    tags: { team: "it's", quote: 'say "hi"' },
  }),
  ...told("Delta", 400, {
    info: { status: "KILLED" },
    metrics: { loss: "Infinity", acc: 0 },
    params: { model: "forest_1" },
    tags: { "mlflow.parentRunId": "parent-1" },
  }),
  ...told("gone", 500, { metrics: { loss: 0.5 }, params: { lr: "0.1" }, tags: { team: "blue" } }),
  post("runs/delete", { run_id: "{{gone}}" }),
  ...told("bare", 600, {}),
  ...told("umlaut", 600, { runName: "größe", metrics: { loss: 0.25 }, params: { lr: "0.1", model: "実験" } }),
  post("runs/log-inputs", { run_id: "{{alpha}}", datasets: [dataset("iris", "d1", "train")] }),
  post("runs/log-inputs", {
    run_id: "{{beta}}",
    datasets: [dataset("iris", "d2", "test"), dataset("wine", "d1", "train")],
  }),
];

/** The story for cases that only search it. */
export const RUNS: Story = { name: "runs-to-search", steps: STORY_STEPS };

type Body = { [key: string]: Json };

/** Sorted by name first, so that equal start times leave no choice. */
const BY_NAME = ["attributes.run_name"];

/** A search of the story's runs. */
export function searchRuns(body: Body = {}, extra: Partial<Step> = {}): Step {
  const sent = { experiment_ids: ["{{experiment}}"], order_by: BY_NAME, ...body };
  return post("runs/search", sent, { unordered: ["runs.inputs.dataset_inputs"], ...extra });
}

/** One search for each filter. */
export function filtered(...filters: readonly string[]): Step[] {
  return filters.map((filter) => searchRuns({ filter }));
}

/** One search for each filter that MLflow refuses and Millrace answers with these runs. */
export function understood(id: string, filters: Readonly<Record<string, readonly string[]>>): Step[] {
  return Object.entries(filters).map(([filter, names]) => searchRuns({ filter }, { differs: found(id, names) }));
}

/** Millrace finds these runs, in this order, where MLflow refuses. */
export function found(id: string, names: readonly string[]): Difference {
  const named = names.map((name, index): [string, Json] => [`runs.${index}.info.run_name`, name]);
  return { id, status: 200, values: Object.fromEntries([...named, [`runs.${names.length}`, null]]) };
}
