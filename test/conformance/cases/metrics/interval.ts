import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, get, post, run, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const points = (steps: readonly number[]): Json[] =>
  steps.map((step) => ({ key: "m", value: step * 2, timestamp: 10_000 - step, step }));
const logged = (steps: readonly number[], name = "run"): Step =>
  post("runs/log-batch", { run_id: `{{${name}}}`, metrics: points(steps) });
const upTo = (count: number): number[] => Array.from({ length: count }, (_, step) => step);
const TEN: readonly Step[] = [...WITH_RUN, logged(upTo(10))];
type Query = NonNullable<Step["query"]>;
const interval = (query: Query = {}): Step =>
  get("metrics/get-history-bulk-interval", { run_ids: "{{run}}", metric_key: "m", ...query });
const HUNDRED_AND_ONE = Array.from({ length: 101 }, () => NO_RUN);

const sampleCases = cases("metrics.getHistoryBulkInterval", {
  "gives every point when they fit": [...TEN, interval(), interval({ max_results: 10 }), interval({ max_results: 11 })],
  "samples 10 points to 9": [...TEN, interval({ max_results: 9 })],
  "samples 10 points to 5": [...TEN, interval({ max_results: 5 })],
  "samples 10 points to 4": [...TEN, interval({ max_results: 4 })],
  "samples 10 points to 3": [...TEN, interval({ max_results: 3 })],
  "samples 10 points to 2": [...TEN, interval({ max_results: 2 })],
  "samples 10 points to the last": [...TEN, interval({ max_results: 1 })],
  "samples 1000 points to 7": [...WITH_RUN, logged(upTo(1000)), interval({ max_results: 7 })],
  "samples 1000 points to 300": [...WITH_RUN, logged(upTo(1000)), interval({ max_results: 300 })],
  "gives 2500 of more points by default": [
    ...WITH_RUN,
    logged(upTo(1000)),
    logged(upTo(1000).map((step) => step + 1000)),
    logged(upTo(1000).map((step) => step + 2000)),
    interval(),
  ],
  "samples within steps": [...TEN, interval({ start_step: 2, end_step: 8, max_results: 3 })],
  "samples uneven steps by rank": [...WITH_RUN, logged([0, 1, 2, 3, 100, 1000, 5000]), interval({ max_results: 3 })],
  "samples several points of a step": [
    ...WITH_RUN,
    post("runs/log-batch", {
      run_id: "{{run}}",
      metrics: upTo(12).map((i) => ({ key: "m", value: i, timestamp: i % 3, step: i % 2 })),
    }),
    interval(),
    interval({ max_results: 4 }),
  ],
  "samples each run on its own": [
    ...TEN,
    run({}, "second"),
    logged([5, 6], "second"),
    interval({ run_ids: ["{{run}}", "{{second}}"], max_results: 3 }),
  ],
  "orders NaN among numbers": [
    ...WITH_RUN,
    post("runs/log-batch", {
      run_id: "{{run}}",
      metrics: ["NaN", 1, "Infinity", -1].map((value) => ({ key: "m", value, timestamp: 1, step: 1 })),
    }),
    interval(),
    interval({ max_results: 2 }),
  ],
});

const rangeCases = cases("metrics.getHistoryBulkInterval", {
  "keeps to the steps, both ends in": [...TEN, interval({ start_step: 3, end_step: 5 })],
  "takes one step": [...TEN, interval({ start_step: 4, end_step: 4 })],
  "takes negative steps": [...WITH_RUN, logged([-9, -1, 0, 3]), interval({ start_step: -5, end_step: 0 })],
  "is empty outside the steps": [...TEN, interval({ start_step: 50, end_step: 60 })],
  "is empty for an unknown key": [...TEN, interval({ metric_key: "none" })],
  "is empty for an unknown run": [interval({ run_ids: NO_RUN })],
  "leaves out unknown runs": [...TEN, interval({ run_ids: [NO_RUN, "{{run}}"], max_results: 1 })],
  "repeats a run that is named twice": [...TEN, interval({ run_ids: ["{{run}}", "{{run}}"], max_results: 2 })],
  "refuses a start without an end": [...TEN, interval({ start_step: 1 })],
  "refuses an end without a start": [...TEN, interval({ end_step: 1 })],
  "refuses an end before the start": [...TEN, interval({ start_step: 3, end_step: 1 })],
  "refuses a start that is no number": [...TEN, interval({ start_step: "x", end_step: 4 })],
  "refuses a limit of 0": [...TEN, interval({ max_results: 0 })],
  "refuses a limit of 2501": [...TEN, interval({ max_results: 2501 })],
  "takes a limit of 2500": [...TEN, interval({ max_results: 2500 })],
  "refuses a limit that is no number": [...TEN, interval({ max_results: "x" })],
  "refuses no runs": [get("metrics/get-history-bulk-interval", { metric_key: "m" })],
  "refuses a missing key": [get("metrics/get-history-bulk-interval", { run_ids: NO_RUN })],
  "refuses 101 runs": [interval({ run_ids: HUNDRED_AND_ONE })],
  "takes 100 runs": [interval({ run_ids: HUNDRED_AND_ONE.slice(1) })],
});

/** Reading points thinned out. */
export const intervalCases = [...sampleCases, ...rangeCases];
