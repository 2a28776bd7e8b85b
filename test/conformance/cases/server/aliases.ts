import type { RequestCase, Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { AJAX, answered, API, experiment, refused, run } from "../steps.ts";

/** The prefix of MLflow before 1.0, whose clients Millrace still serves. */
const PREVIEW = "/api/2.0/preview/mlflow/";
const BY_RUN = { run_id: "{{run}}" };
const BY_EXPERIMENT = { experiment_id: "{{experiment}}" };
const OUTPUT = { run_id: "{{run}}", models: [{ model_id: "m-1" }] };
const MODEL = `{"artifact_path":"m","flavors":{},"utc_time_created":"t","run_id":"{{run}}"}`;

/** What Millrace answers under the preview prefix where it isn't 200: the case asks for what isn't there. */
const ABSENT = refused("C-11", "RESOURCE_DOES_NOT_EXIST", 404);
const PREVIEW_ANSWERS: Readonly<Record<string, Partial<Step>>> = {
  "experiments.restore": ABSENT,
  "experiments.delete": ABSENT,
  "runs.deleteTag": ABSENT,
  "runs.logOutputs": refused("C-11", "BAD_REQUEST"),
};

/** A small request of each endpoint that is asked by GET: contract name, path, query. */
const GETS: readonly (readonly [string, string, NonNullable<Step["query"]>])[] = [
  ["experiments.get", "experiments/get", BY_EXPERIMENT],
  ["experiments.getByName", "experiments/get-by-name", { experiment_name: "{{case}}" }],
  ["experiments.searchByQuery", "experiments/search", { max_results: 1, filter: "name = '{{case}}'" }],
  ["runs.get", "runs/get", BY_RUN],
  ["metrics.getHistory", "metrics/get-history", { ...BY_RUN, metric_key: "m" }],
  ["metrics.getHistoryBulkInterval", "metrics/get-history-bulk-interval", { run_ids: "{{run}}", metric_key: "m" }],
];

/** A small request of each endpoint that takes a body: contract name, path, body under each prefix. */
const POSTS: readonly (readonly [string, string, (alias: string) => Json])[] = [
  ["experiments.create", "experiments/create", (alias) => ({ name: `{{case}}-${alias}` })],
  ["experiments.search", "experiments/search", () => ({ max_results: 1, filter: "name = '{{case}}'" })],
  ["experiments.update", "experiments/update", () => ({ ...BY_EXPERIMENT, new_name: "{{case}}-new" })],
  ["experiments.setTag", "experiments/set-experiment-tag", () => ({ ...BY_EXPERIMENT, key: "k", value: "v" })],
  ["experiments.deleteTag", "experiments/delete-experiment-tag", (alias) => ({ ...BY_EXPERIMENT, key: alias })],
  ["experiments.restore", "experiments/restore", () => ({ experiment_id: "987654321" })],
  ["experiments.delete", "experiments/delete", () => ({ experiment_id: "987654321" })],
  ["runs.create", "runs/create", () => ({ ...BY_EXPERIMENT, run_name: "again" })],
  ["runs.update", "runs/update", () => ({ ...BY_RUN, status: "FINISHED" })],
  ["runs.search", "runs/search", () => ({ experiment_ids: ["{{experiment}}"] })],
  ["runs.delete", "runs/delete", () => BY_RUN],
  ["runs.restore", "runs/restore", () => BY_RUN],
  ["runs.setTag", "runs/set-tag", () => ({ ...BY_RUN, key: "k", value: "v" })],
  ["runs.deleteTag", "runs/delete-tag", () => ({ ...BY_RUN, key: "none" })],
  ["runs.logParameter", "runs/log-parameter", () => ({ ...BY_RUN, key: "k", value: "v" })],
  ["runs.logBatch", "runs/log-batch", () => BY_RUN],
  ["runs.logModel", "runs/log-model", () => ({ ...BY_RUN, model_json: MODEL })],
  ["runs.logInputs", "runs/log-inputs", () => BY_RUN],
  ["runs.logOutputs", "runs/outputs", () => OUTPUT],
  ["metrics.log", "runs/log-metric", () => ({ ...BY_RUN, key: "m", value: 1, timestamp: 1 })],
];

/** The same request under the three prefixes. */
function underEveryPrefix(endpoint: string, request: (prefix: string, alias: string) => Step): RequestCase {
  return {
    endpoint,
    title: "answers alike under every prefix",
    steps: [
      experiment({
        tags: [
          { key: "api", value: "1" },
          { key: "ajax", value: "2" },
          { key: "preview", value: "3" },
        ],
      }),
      run(),
      request(API, "api"),
      request(AJAX, "ajax"),
      { ...request(PREVIEW, "preview"), ...(PREVIEW_ANSWERS[endpoint] ?? answered("C-11")) },
    ],
  };
}

/** Every endpoint under every prefix. */
export const aliasCases: readonly RequestCase[] = [
  ...GETS.map(([endpoint, path, query]) =>
    underEveryPrefix(endpoint, (prefix) => ({ method: "GET", path: prefix + path, query })),
  ),
  ...POSTS.map(([endpoint, path, body]) =>
    underEveryPrefix(endpoint, (prefix, alias) => ({ method: "POST", path: prefix + path, body: body(alias) })),
  ),
];
