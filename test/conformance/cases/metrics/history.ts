import type { Step } from "../../src/case.ts";
import { ajaxGet, answered, cases, get, post, refused, run, WITH_RUN } from "../steps.ts";

const NO_RUN = "0123456789abcdef0123456789abcdef";
const POINTS = [
  { key: "m", value: 3, timestamp: 30, step: 1 },
  { key: "m", value: 1, timestamp: 10, step: 2 },
  { key: "m", value: 2, timestamp: 10, step: 1 },
  { key: "m", value: 1, timestamp: 10, step: 1 },
  { key: "m", value: "NaN", timestamp: 20, step: 5 },
  { key: "other", value: 7, timestamp: 1, step: 0 },
];
const LOGGED: readonly Step[] = [...WITH_RUN, post("runs/log-batch", { run_id: "{{run}}", metrics: POINTS })];
const TWO_RUNS: readonly Step[] = [
  ...LOGGED,
  run({}, "second"),
  post("runs/log-batch", { run_id: "{{second}}", metrics: [{ key: "m", value: 9, timestamp: 5, step: 0 }] }),
];
type Query = NonNullable<Step["query"]>;
const history = (query: Query = {}, extra: Partial<Step> = {}): Step =>
  get("metrics/get-history", { run_id: "{{run}}", metric_key: "m", ...query }, extra);
const bulk = (query: Query, extra: Partial<Step> = {}): Step => ajaxGet("metrics/get-history-bulk", query, extra);
const FIRST_AND_NEXT = { save: { next: "next_page_token" } };
const HUNDRED_AND_ONE = Array.from({ length: 101 }, () => NO_RUN);

const oneRunCases = cases("metrics.getHistory", {
  "orders by timestamp, step, value": [...LOGGED, history()],
  pages: [
    ...LOGGED,
    history({ max_results: 2 }, FIRST_AND_NEXT),
    history({ max_results: 2, page_token: "{{next}}" }, FIRST_AND_NEXT),
    history({ max_results: 2, page_token: "{{next}}" }),
  ],
  "gives no token when all fit": [...LOGGED, history({ max_results: 5 }), history({ max_results: 6 })],
  "takes an empty token for none": [...LOGGED, history({ max_results: 2, page_token: "" })],
  "takes any number of results": [...LOGGED, history({ max_results: 1_000_000 })],
  "is empty for an unknown key": [...LOGGED, history({ metric_key: "none" })],
  "is empty for a key that can't be one": [...LOGGED, history({ metric_key: "a//b" })],
  "is empty for an unknown run": [history({ run_id: NO_RUN })],
  "is empty for a run id that can't be one": [history({ run_id: "no such run" })],
  "takes run_uuid": [...LOGGED, get("metrics/get-history", { run_uuid: "{{run}}", metric_key: "other" })],
  "reads a deleted run": [...LOGGED, post("runs/delete", { run_id: "{{run}}" }), history()],
  "refuses no results": [...LOGGED, history({ max_results: 0 })],
  "refuses a negative number of results": [...LOGGED, history({ max_results: -1 })],
  "refuses a number of results that is none": [...LOGGED, history({ max_results: "x" }, refused("C-01"))],
  "refuses a token that is none": [...LOGGED, history({ max_results: 1, page_token: "zzz" })],
  "refuses a missing run": [get("metrics/get-history", { metric_key: "m" })],
  "refuses a missing key": [...LOGGED, get("metrics/get-history", { run_id: "{{run}}" })],
  "refuses an empty key": [...LOGGED, history({ metric_key: "" })],
});

const bulkCases = cases("metrics.getHistoryBulk", {
  "gives the points of many runs": [
    ...TWO_RUNS,
    bulk({ run_id: ["{{second}}", "{{run}}"], metric_key: "other" }),
    bulk({ run_id: ["{{second}}"], metric_key: "m" }),
    post("runs/log-metric", { run_id: "{{second}}", key: "other", value: 8, timestamp: 2 }),
    bulk({ run_id: ["{{second}}", "{{run}}"], metric_key: "other" }, { unordered: ["metrics"] }),
  ],
  "orders by timestamp, step, value in a run": [
    ...LOGGED,
    post("runs/log-metric", { run_id: "{{run}}", key: "finite", value: 1, timestamp: 9, step: 3 }),
    post("runs/log-metric", { run_id: "{{run}}", key: "finite", value: 1, timestamp: 3, step: 9 }),
    bulk({ run_id: "{{run}}", metric_key: "finite" }),
  ],
  "writes NaN as JSON text": [
    ...LOGGED,
    bulk({ run_id: "{{run}}", metric_key: "m" }, answered("C-04", { "metrics.3.value": "NaN" })),
  ],
  "answers an empty list when there is nothing": [...LOGGED, bulk({ run_id: ["{{run}}", NO_RUN], metric_key: "none" })],
  "limits the number of points": [
    ...LOGGED,
    bulk({ run_id: "{{run}}", metric_key: "m", max_results: 2 }),
    bulk({ run_id: "{{run}}", metric_key: "m", max_results: 1 }),
  ],
  "caps the limit at 25000": [...LOGGED, bulk({ run_id: "{{run}}", metric_key: "other", max_results: 99_999 })],
  "gives nothing for a limit of 0": [...LOGGED, bulk({ run_id: "{{run}}", metric_key: "other", max_results: 0 })],
  "refuses a negative limit": [
    ...LOGGED,
    bulk({ run_id: "{{run}}", metric_key: "other", max_results: -1 }, refused("C-16")),
  ],
  "refuses a limit that is no number": [
    ...LOGGED,
    bulk({ run_id: "{{run}}", metric_key: "other", max_results: "x" }, refused("C-01")),
  ],
  "counts a run once that is named twice": [...LOGGED, bulk({ run_id: ["{{run}}", "{{run}}"], metric_key: "other" })],
  "reads deleted runs": [
    ...LOGGED,
    post("runs/delete", { run_id: "{{run}}" }),
    bulk({ run_id: "{{run}}", metric_key: "other" }),
  ],
  "refuses no runs": [bulk({ metric_key: "m" })],
  "refuses run_ids": [bulk({ run_ids: NO_RUN, metric_key: "m" })],
  "refuses a missing key": [bulk({ run_id: NO_RUN })],
  "takes an empty key": [bulk({ run_id: NO_RUN, metric_key: "" })],
  "refuses 101 runs": [bulk({ run_id: HUNDRED_AND_ONE, metric_key: "m" })],
  "takes 100 runs": [bulk({ run_id: HUNDRED_AND_ONE.slice(1), metric_key: "m" })],
});

/** Reading the points of a metric, of one run and of many. */
export const historyCases = [...oneRunCases, ...bulkCases];
