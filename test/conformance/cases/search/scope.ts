import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, casesOf, experiment, post, refused, run } from "../steps.ts";
import { RUNS, searchRuns } from "./story.ts";

const inEmpty = (body: { [key: string]: Json }, extra: Partial<Step> = {}): Step[] => [
  experiment(),
  post("runs/search", { experiment_ids: ["{{experiment}}"], ...body }, extra),
];

/** Where a search looks: experiments and life-cycle stages. */
export const scopeCases = [
  ...casesOf(RUNS, "runs.search", {
    "finds active runs by default": [
      searchRuns(),
      searchRuns({ run_view_type: "ACTIVE_ONLY" }),
      searchRuns({ run_view_type: 1 }),
    ],
    "finds deleted runs": [searchRuns({ run_view_type: "DELETED_ONLY" })],
    "finds all runs": [searchRuns({ run_view_type: "ALL" }), searchRuns({ run_view_type: 3 })],
    "takes an unknown view for the default": [searchRuns({ run_view_type: "SOME" })],
    "counts no run twice for two datasets": [searchRuns({ filter: "dataset.name LIKE '%'" })],
    "answers an empty object for nothing": [searchRuns({ filter: "params.lr = 'none'" })],
    "takes camelCase names": [
      post("runs/search", { experimentIds: ["{{experiment}}"], maxResults: 1, orderBy: ["run_name"] }),
    ],
  }),
  ...cases("runs.search", {
    "searches several experiments": [
      experiment(),
      run({ start_time: 1 }, "here"),
      post("experiments/create", { name: "{{case}}-2" }, { save: { other: "experiment_id" } }),
      post("runs/create", { experiment_id: "{{other}}", run_name: "elsewhere", start_time: 5 }),
      searchRuns({ experiment_ids: ["{{other}}", "{{experiment}}", "987654321"] }),
      searchRuns({ experiment_ids: ["{{other}}"] }),
    ],
    "finds the runs of a deleted experiment among deleted ones": [
      experiment(),
      run({ start_time: 1 }),
      post("experiments/delete", { experiment_id: "{{experiment}}" }),
      searchRuns(),
      searchRuns({ run_view_type: "DELETED_ONLY" }),
    ],
    "finds nothing without experiments": [post("runs/search", {}), post("runs/search", { experiment_ids: [] })],
    "finds nothing in an unknown experiment": [post("runs/search", { experiment_ids: ["987654321"] })],
    "refuses an unknown view number": inEmpty({ run_view_type: 9 }, refused("C-01")),
    "refuses an experiment id that is no number": [post("runs/search", { experiment_ids: ["abc"] })],
    "refuses an experiment id as a JSON number": [post("runs/search", { experiment_ids: [5] }, refused("C-01"))],
    "refuses experiment ids that are text": [post("runs/search", { experiment_ids: "5" })],
    "refuses a filter that is a number": inEmpty({ filter: 5 }),
    "refuses an order that is text": inEmpty({ order_by: "start_time" }),
  }),
];
