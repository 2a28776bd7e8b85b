import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, casesOf, experiment, post, refused } from "../steps.ts";
import { RUNS, searchRuns } from "./story.ts";

const NEXT = { save: { next: "next_page_token" } };
const BY_LOSS = { max_results: 3, order_by: ["metrics.loss DESC", "run_name"] };
const inEmpty = (body: { [key: string]: Json }): Step[] => [
  experiment(),
  post("runs/search", { experiment_ids: ["{{experiment}}"], ...body }),
];
const withToken = (token: string, extra: Partial<Step> = {}): Step =>
  post("runs/search", { experiment_ids: ["{{experiment}}"], page_token: token }, extra);

/** Pages of runs. */
export const pageCases = [
  ...casesOf(RUNS, "runs.search", {
    "pages to the end": [
      searchRuns({ max_results: 2 }, NEXT),
      searchRuns({ max_results: 2, page_token: "{{next}}" }, NEXT),
      searchRuns({ max_results: 2, page_token: "{{next}}" }),
    ],
    "pages by a metric with absent values": [
      searchRuns(BY_LOSS, NEXT),
      searchRuns({ ...BY_LOSS, page_token: "{{next}}" }),
    ],
    "pages a filter": [
      searchRuns({ max_results: 1, filter: "params.lr = '0.1'" }, NEXT),
      searchRuns({ max_results: 1, filter: "params.lr = '0.1'", page_token: "{{next}}" }),
    ],
    "gives no token when all fit": [searchRuns({ max_results: 6 }), searchRuns({ max_results: 7 })],
    "takes an empty token for none": [searchRuns({ max_results: 2, page_token: "" })],
    "takes a number of results as text": [searchRuns({ max_results: "2" })],
  }),
  ...cases("runs.search", {
    "takes 50000 results": inEmpty({ max_results: 50_000 }),
    "refuses 50001 results": inEmpty({ max_results: 50_001 }),
    "refuses no results": inEmpty({ max_results: 0 }),
    "refuses a negative number of results": inEmpty({ max_results: -1 }),
    "refuses a number of results that is none": inEmpty({ max_results: "x" }),
    "refuses tokens that are none": [
      experiment(),
      withToken("zzz"),
      withToken("e30="),
      withToken("%%%"),
      withToken("bnVsbA==", refused("C-08")),
      withToken("W10=", refused("C-08")),
    ],
  }),
];
