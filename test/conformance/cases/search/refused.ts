import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, experiment, post, refused } from "../steps.ts";

const search = (body: { [key: string]: Json }, extra: Partial<Step> = {}): Step =>
  post("runs/search", { experiment_ids: ["{{experiment}}"], ...body }, extra);
/** Searches of an experiment that need not hold runs, since most are refused. */
const searchesFor = (...filters: readonly string[]): Step[] => [
  experiment(),
  ...filters.map((filter) => search({ filter })),
];
const ordersBy = (...orders: readonly string[]): Step[] => [
  experiment(),
  ...orders.map((order) => search({ order_by: [order] })),
];

/** Filters and orders that are no good. */
export const refusedCases = cases("runs.search", {
  "refuses a blank filter": searchesFor("   "),
  "refuses unfinished comparisons": searchesFor("metrics.loss", "metrics.loss >", "> 1"),
  "overlooks a stray or missing AND": searchesFor(
    "metrics.loss > 1 AND",
    "AND metrics.loss > 1",
    "metrics.loss > 1 params.lr = '1'",
  ),
  "refuses unknown comparisons": searchesFor(
    "metrics.loss == 1",
    "metrics.loss <> 1",
    "metrics.loss ~ 1",
    "metrics.loss BETWEEN 1 AND 2",
    "params.lr REGEXP '1'",
  ),
  "refuses unknown entities": searchesFor(
    "model.name = 'x'",
    "metricss.loss > 1",
    "Metrics.loss > 1",
    "attributes.experiment_id = '1'",
    "attributes.lifecycle_stage = 'active'",
    "experiment_id = '1'",
    "colour = 'blue'",
    "dataset.colour = 'x'",
  ),
  "refuses text for a metric": searchesFor("metrics.loss > '1'", "metrics.loss = abc", 'metrics.loss > "1"'),
  "refuses numbers for text": searchesFor(
    "params.lr = 0.1",
    "tags.team = 1",
    "status = 1",
    "run_name = 5",
    "run_id = 5",
  ),
  "refuses text for a time": searchesFor("start_time > '5'", "end_time = 'now'"),
  "refuses unquoted text": searchesFor("params.lr = abc", "tags.team = blue", "status = FINISHED"),
  "refuses operators that don't fit": searchesFor(
    "params.lr > '1'",
    "tags.team <= 'x'",
    "status > 'A'",
    "metrics.loss LIKE '1'",
    "start_time LIKE '1'",
    "run_id > 'a'",
    "dataset.name > 'a'",
  ),
  "refuses unbalanced quotes": searchesFor("params.lr = 'x", "params.lr = x'", "params.`lr = 'x'", 'tags.team = "x'),
  "refuses several statements": searchesFor("metrics.loss > 1; metrics.acc > 1", "metrics.loss > 1;"),
  "refuses lists that are none": searchesFor("run_id IN ()", "run_id IN 'a'", "run_id IN (1)", "run_id IN ('a'"),
  "overlooks a stray comma in a list": searchesFor("run_id IN ('a',)"),
  "refuses a missing comma in a list": [experiment(), search({ filter: "run_id IN ('a' 'b')" }, refused("C-09"))],
  "refuses a list of unquoted words": [experiment(), search({ filter: "run_id IN (a)" }, refused("C-08"))],
  "refuses an order by something unknown": ordersBy(
    "colour",
    "attributes.experiment_id",
    "metricss.loss",
    "dataset.name",
    "metrics.loss UP",
    "metrics.loss ASC DESC",
    "",
    "ASC",
  ),
});
