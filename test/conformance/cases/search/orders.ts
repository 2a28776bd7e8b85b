import type { Step } from "../../src/case.ts";
import { casesOf } from "../steps.ts";
import { found, RUNS, searchRuns } from "./story.ts";

const ordered = (...orders: readonly (readonly string[])[]): Step[] =>
  orders.map((order) => searchRuns({ order_by: [...order, "attributes.run_name"] }));

/** Orders of runs. */
export const orderCases = casesOf(RUNS, "runs.search", {
  "orders by metric": ordered(["metrics.loss"], ["metrics.loss ASC"], ["metrics.loss DESC"], ["metric.acc desc"]),
  "orders by a metric that none has": ordered(["metrics.none"]),
  "orders by parameter as text": ordered(["params.lr"], ["params.lr DESC"], ["param.model"]),
  "orders by tag": ordered(["tags.team"], ["tags.team DESC"], ["tag.env"]),
  "orders by time": ordered(["attributes.start_time"], ["start_time DESC"], ["attributes.end_time"], ["end_time DESC"]),
  "orders by created": ordered(["attributes.Created"], ["attributes.created DESC"]),
  "orders by status, then metric": ordered(["status", "metrics.loss DESC"], ["attributes.status DESC", "start_time"]),
  "orders by name": [searchRuns({ order_by: ["run_name"] }), searchRuns({ order_by: ["attributes.run_name DESC"] })],
  "orders by the other spellings of the name": [
    searchRuns(
      { order_by: ["attributes.`Run name`"], filter: "start_time < 300" },
      { differs: found("C-06", ["alpha", "beta"]) },
    ),
  ],
  "orders by keys with special characters": ordered(["metrics.`val/loss a`"], ["params.`key with space` DESC"]),
  "orders newest first by default": [searchRuns({ order_by: [], filter: "start_time < 600" })],
  "orders newest first among equals": [searchRuns({ order_by: ["metrics.none"], filter: "start_time < 600" })],
  "orders by the same key twice": [
    searchRuns(
      { order_by: ["start_time", "start_time DESC", "run_name"], filter: "start_time < 400" },
      { differs: found("C-07", ["alpha", "beta", "gamma"]) },
    ),
    searchRuns(
      { order_by: ["metrics.loss", "metrics.loss DESC", "run_name"], filter: "metrics.loss < 5" },
      { differs: found("C-07", ["beta", "größe", "alpha"]) },
    ),
  ],
});
