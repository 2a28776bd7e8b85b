import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { AJAX, API, cases, experiment, post, refused, run, WITH_RUN } from "../steps.ts";

const PATH = "experiments/search-datasets";
const search = (body: Json, extra: Partial<Step> = {}): Step => ({ method: "POST", path: AJAX + PATH, body, ...extra });
const dataset = (name: string, digest: string, context?: string): Json => ({
  dataset: { name, digest, source_type: "local", source: "s" },
  ...(context === undefined ? {} : { tags: [{ key: "mlflow.data.context", value: context }] }),
});
const LOGGED: readonly Step[] = [
  ...WITH_RUN,
  post("runs/log-inputs", {
    run_id: "{{run}}",
    datasets: [dataset("wine", "1", "train"), dataset("iris", "2", "eval"), dataset("iris", "1"), dataset("abc", "9")],
  }),
];
const SUMMARIES = { unordered: ["dataset_summaries"] };
const OWN = search({ experiment_ids: ["{{experiment}}"] }, SUMMARIES);

/** The data sets of experiments. */
export const searchCases = cases("experiments.searchDatasets", {
  "gives name, digest and context": [...LOGGED, OWN],
  "names a context once for many runs": [
    ...LOGGED,
    run({}, "second"),
    post("runs/log-inputs", { run_id: "{{second}}", datasets: [dataset("wine", "1", "train")] }),
    OWN,
  ],
  "names every context of a dataset": [
    ...LOGGED,
    run({}, "second"),
    post("runs/log-inputs", { run_id: "{{second}}", datasets: [dataset("wine", "1", "test")] }),
    OWN,
  ],
  "names the datasets of deleted runs too": [...LOGGED, post("runs/delete", { run_id: "{{run}}" }), OWN],
  "is empty without datasets": [experiment(), OWN],
  "is empty for an unknown experiment": [search({ experiment_ids: ["987654321"] })],
  "takes 20 experiments": [
    experiment(),
    search({ experiment_ids: Array.from({ length: 20 }, () => "{{experiment}}") }),
  ],
  "refuses 21 experiments": [
    experiment(),
    search({ experiment_ids: Array.from({ length: 21 }, () => "{{experiment}}") }),
  ],
  "refuses none": [search({ experiment_ids: [] })],
  "refuses missing experiments": [search({})],
  "refuses an id that is no number": [search({ experiment_ids: ["x"] })],
  "refuses an id as a JSON number": [search({ experiment_ids: [5] })],
  "refuses ids that are text": [search({ experiment_ids: "x" })],
  "is found under /ajax-api alone": [
    { method: "POST", path: API + PATH, body: {}, ...refused("C-05", "ENDPOINT_NOT_FOUND", 404) },
    { method: "GET", path: AJAX + PATH, ...refused("C-05", "METHOD_NOT_ALLOWED", 405) },
  ],
});
