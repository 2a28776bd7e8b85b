import type { Step } from "../../src/case.ts";
import { answered, cases, experiment, post, run } from "../steps.ts";

const LOGGED: readonly Step[] = [
  experiment(),
  run(),
  post("runs/log-metric", { run_id: "{{run}}", key: "loss", value: 0.5, timestamp: 1, step: 0 }),
];
const own = (path: string, query: NonNullable<Step["query"]>, extra: Partial<Step> = {}): Step => ({
  method: "GET",
  path: `/api/millrace/v1/${path}`,
  query,
  ...answered("C-23"),
  ...extra,
});

/** Endpoints that are Millrace's own. */
export const ownCases = [
  ...cases("server.home", { "answers a page": [{ method: "GET", path: "/" }] }),
  ...cases("columns.series", {
    "gives series as columns": [...LOGGED, own("metrics/series", { run_id: "{{run}}", metric_key: "loss" })],
  }),
  ...cases("columns.runTable", {
    "gives the asked columns": [
      ...LOGGED,
      own("runs/table", { experiment_id: "{{experiment}}", column: "metrics.loss" }, answered("C-23", { total: 1 })),
    ],
  }),
  ...cases("columns.keys", {
    "gives the keys": [
      ...LOGGED,
      own("runs/keys", { experiment_id: "{{experiment}}" }, answered("C-23", { metrics: [{ key: "loss", runs: 1 }] })),
    ],
  }),
];
