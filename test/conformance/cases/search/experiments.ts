import type { Step, Story } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, casesOf, get, post, refused } from "../steps.ts";

const create = (name: string, tags: Readonly<Record<string, string>> = {}): Step =>
  post(
    "experiments/create",
    { name: `{{case}}-${name}`, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) },
    { save: { [name]: "experiment_id" } },
  );
const STEPS: readonly Step[] = [
  create("Iris", { team: "blue", env: "prod" }),
  create("iris2", { team: "Blue" }),
  create("wine", { team: "red", "key with space": "x" }),
  create("gone", { team: "blue" }),
  post("experiments/delete", { experiment_id: "{{gone}}" }),
  create("bare"),
];
const EXPERIMENTS: Story = { name: "experiments-to-search", steps: STEPS };
const OWN = "name LIKE '{{case}}%'";
type Body = { [key: string]: Json };
const search = (body: Body = {}, extra: Partial<Step> = {}): Step =>
  post("experiments/search", { max_results: 100, filter: OWN, order_by: ["name"], ...body }, extra);
const filtered = (...filters: readonly string[]): Step[] =>
  filters.map((filter) => search({ filter: `${OWN} AND ${filter}` }));
const refusesEach = (...filters: readonly string[]): Step[] =>
  filters.map((filter) => post("experiments/search", { max_results: 5, filter }));
const NEXT = { save: { next: "next_page_token" } };

const filterCases = casesOf(EXPERIMENTS, "experiments.search", {
  "filters by name": filtered(
    "name = '{{case}}-wine'",
    "name != '{{case}}-wine'",
    "attribute.name = '{{case}}-wine'",
    "name LIKE '%iris%'",
    "name ILIKE '%IRIS%'",
    "name LIKE '%-____'",
    'name = "{{case}}-wine"',
  ),
  "filters by id": filtered(
    "experiment_id = '{{wine}}'",
    "experiment_id != '{{wine}}'",
    "experiment_id IN ('{{wine}}', '{{Iris}}')",
    "experiment_id NOT IN ('{{wine}}')",
    "experiment_id = '987654321'",
  ),
  "filters by tag": filtered(
    "tags.team = 'blue'",
    "tag.team = 'red'",
    "tags.team != 'blue'",
    "tags.team LIKE 'bl%'",
    "tags.team ILIKE 'BLUE'",
    "tags.`key with space` = 'x'",
    "tags.team IS NULL",
    "tags.team IS NOT NULL",
    "tags.none = 'x'",
    "tags.team = 'blue' AND tags.env = 'prod'",
  ),
  "filters by time": filtered(
    "creation_time > 1",
    "creation_time < 1",
    "creation_time >= 1",
    "last_update_time <= 1",
    "last_update_time > 1",
    "attribute.creation_time != 1",
    "creation_time = 1",
  ),
  "compares with a time it gave": [
    get("experiments/get", { experiment_id: "{{wine}}" }, { save: { created: "experiment.creation_time" } }),
    search({ filter: `${OWN} AND name LIKE '%wine' AND creation_time = {{created}}` }),
    search({ filter: `${OWN} AND name LIKE '%wine' AND creation_time < {{created}}` }),
  ],
  "refuses a blank filter": refusesEach("   "),
  "refuses what it doesn't know": refusesEach(
    "colour = 'x'",
    "attributes.name = 'x'",
    "lifecycle_stage = 'active'",
    "metrics.loss > 1",
    "params.lr = '1'",
    "workspace = 'default'",
  ),
  "refuses operators that don't fit": refusesEach(
    "name > 'x'",
    "experiment_id LIKE '1%'",
    "experiment_id > '1'",
    "creation_time LIKE '1'",
    "tags.team > 'x'",
  ),
  "refuses values that don't fit": refusesEach(
    "name = 5",
    "name = x",
    "experiment_id = 5",
    "experiment_id = 'x'",
    "creation_time > '5'",
    "tags.team = 5",
  ),
  "refuses unfinished filters": refusesEach("name", "name =", "= 'x'", "name = 'x", "name == 'x'"),
  "overlooks a stray AND": [search({ filter: "name = 'x' AND" })],
  "understands the larger language": [
    search(
      { filter: `${OWN} AND (tags.team = 'red' OR tags.env = 'prod')` },
      answered("C-06", {
        "experiments.0.name": "experiments-to-search-Iris",
        "experiments.1.name": "experiments-to-search-wine",
        "experiments.2": null,
      }),
    ),
    search(
      { filter: `${OWN} AND NOT tags.team = 'red' AND tags.team IS NOT NULL` },
      answered("C-06", {
        "experiments.0.name": "experiments-to-search-Iris",
        "experiments.1.name": "experiments-to-search-iris2",
        "experiments.2": null,
      }),
    ),
    search(
      { filter: `${OWN} AND name IN ('{{case}}-wine', 'x')` },
      answered("C-06", {
        "experiments.0.name": "experiments-to-search-wine",
        "experiments.1": null,
      }),
    ),
    search(
      { filter: `${OWN} AND name RLIKE 'iris[0-9]$'` },
      answered("C-06", {
        "experiments.0.name": "experiments-to-search-iris2",
        "experiments.1": null,
      }),
    ),
  ],
});

const pageCases = casesOf(EXPERIMENTS, "experiments.search", {
  "finds active ones by default": [search(), search({ view_type: "ACTIVE_ONLY" }), search({ view_type: 1 })],
  "finds deleted ones": [search({ view_type: "DELETED_ONLY" }), search({ view_type: 2 })],
  "finds all": [search({ view_type: "ALL" })],
  "takes an unknown view for the default": [search({ view_type: "SOME" })],
  "refuses an unknown view number": [search({ view_type: 9 }, refused("C-01"))],
  orders: [
    search({ order_by: ["name DESC"] }),
    search({ order_by: ["attribute.name ASC"] }),
    search({ order_by: ["experiment_id"] }),
    search({ order_by: ["experiment_id DESC"] }),
    search({ order_by: ["creation_time ASC", "experiment_id ASC"] }),
    search({ order_by: ["name", "name DESC"] }),
  ],
  "refuses orders that it doesn't know": [
    search({ order_by: ["colour"] }),
    search({ order_by: ["tags.team"] }),
    search({ order_by: ["name UP"] }),
    search({ order_by: [""] }),
    search({ order_by: "name" }),
  ],
  "pages to the end": [
    search({ max_results: 2 }, NEXT),
    search({ max_results: 2, page_token: "{{next}}" }),
    search({ max_results: 4 }),
  ],
  "refuses tokens that are none": [search({ page_token: "zzz" }), search({ page_token: "e30=" })],
  "takes an empty token for none": [search({ max_results: 1, page_token: "" })],
  "refuses a missing number of results": [post("experiments/search", {})],
  "refuses no results": [search({ max_results: 0 })],
  "refuses a negative number of results": [search({ max_results: -1 })],
  "refuses 50001 results": [search({ max_results: 50_001 })],
  "takes 50000 results": [search({ max_results: 50_000 })],
  "takes a number of results as text": [search({ max_results: "1" })],
  "refuses a number of results that is none": [search({ max_results: "x" })],
  "refuses a filter that is a number": [search({ filter: 7 })],
  "answers an empty object for nothing": [search({ filter: "name = 'none'" })],
});

const queryCases = casesOf(EXPERIMENTS, "experiments.searchByQuery", {
  "searches by GET": [
    get("experiments/search", { max_results: 2, filter: OWN, order_by: ["name DESC", "experiment_id"] }, NEXT),
    get("experiments/search", {
      max_results: 2,
      filter: OWN,
      order_by: ["name DESC", "experiment_id"],
      page_token: "{{next}}",
    }),
    get("experiments/search", { max_results: 9, filter: OWN, view_type: "DELETED_ONLY" }),
    get("experiments/search", { max_results: 9, filter: OWN, view_type: "2" }),
  ],
  "refuses a missing number of results": [get("experiments/search")],
  "refuses a number of results that is none": [get("experiments/search", { max_results: "x" })],
  "refuses 50001 results": [get("experiments/search", { max_results: 50_001 })],
  "refuses a bad filter": [get("experiments/search", { max_results: 1, filter: "colour = 'x'" })],
  "takes an unknown view for the default": [
    get("experiments/search", { max_results: 9, filter: OWN, order_by: "name", view_type: "SOME" }),
  ],
  "refuses a filter nested too deep": [
    get("experiments/search", { max_results: 1, filter: `${"(".repeat(500)}name = 'x'` }),
  ],
});

/** Searching experiments. */
export const experimentSearchCases = [...filterCases, ...pageCases, ...queryCases];
