import type { Step } from "../../src/case.ts";
import { answered, casesOf, get, letters, refused } from "../steps.ts";
import { MODELS, OWN } from "./story.ts";

type Query = NonNullable<Step["query"]>;

const bare = (query: Query, extra: Partial<Step> = {}): Step => get("registered-models/search", query, extra);
const models = (filter: string, more: Query = {}, extra: Partial<Step> = {}): Step =>
  bare({ filter: filter === "" ? OWN : `${OWN} AND ${filter}`, ...more }, extra);

/** Searching registered models. */
export const modelSearchCases = casesOf(MODELS, "registeredModels.search", {
  "gives models by name, prompts hidden": [models("")],
  "compares names": [
    bare({ filter: "name = '{{case}}-alpha'" }),
    bare({ filter: "name != '{{case}}-alpha' AND name LIKE '{{case}}-%'" }),
    bare({ filter: "name = '{{case}}-ALPHA'" }),
    bare({ filter: 'name = "{{case}}-alpha"' }),
    bare({ filter: "Name = '{{case}}-alpha'" }),
    bare({ filter: "attribute.name = '{{case}}-alpha'" }),
    bare({ filter: "`name` = '{{case}}-alpha'" }, answered("C-06")),
  ],
  "compares names with patterns": [
    models("name LIKE '%alpha'"),
    models("name LIKE '%ALPHA'"),
    models("name ILIKE '%BETA'"),
    models("name LIKE '%gamma_1'"),
    models("name LIKE '%gamma_'"),
    models("name LIKE '%\\%'"),
    models("name ILIKE '%GRÖßE'", {}, answered("C-22", { "registered_models.0.tags.0.value": "false" })),
    models("name LIKE ''"),
  ],
  "compares names with lists": [
    models("name IN ('{{case}}-alpha', '{{case}}-Beta')"),
    models("name NOT IN ('{{case}}-alpha', '{{case}}-Beta')"),
    models("name IN ('nothing')"),
    models("name in ('{{case}}-alpha')"),
    models("name IN ()"),
    models("name IN ('{{case}}-alpha',)"),
  ],
  "compares tags": [
    models("tags.team = 'blue'"),
    models("tag.team = 'blue'"),
    models("tags.team != 'blue'"),
    models("tags.team LIKE 'b%'"),
    models("tags.team ILIKE 'B%'"),
    models("tags.team = ''"),
    models("tags.nothing = 'x'"),
    models("tags.team = 'blue' AND tags.task = 'iris'"),
    models("tags.team = 'blue' AND tags.task != 'iris'"),
  ],
  "compares tags with strange keys": [
    models("tags.`a b` = 'x'"),
    models("tags.\"a b\" = 'x'"),
    models("tags.a.b = 'y'"),
    models("tags.`a.b` = 'y'"),
  ],
  "finds prompts when asked for": [
    models("tags.`mlflow.prompt.is_prompt` = 'true'"),
    models("tags.mlflow.prompt.is_prompt = 'true'"),
    models("tags.`mlflow.prompt.is_prompt` != 'false'"),
    models("tags.`mlflow.prompt.is_prompt` = 'false'"),
    models("tags.`mlflow.prompt.is_prompt` != 'true'"),
    models("tags.`mlflow.prompt.is_prompt` = 'true' AND tags.team = 'blue'"),
    bare({ filter: "name = '{{case}}-prompt'" }),
  ],
  orders: [
    models("", { order_by: ["name"] }),
    models("", { order_by: ["name DESC"] }),
    models("", { order_by: ["name asc"] }),
    models("", { order_by: ["last_updated_timestamp ASC", "name DESC"] }, { unordered: ["registered_models"] }),
    models("", { order_by: ["timestamp DESC"] }, { unordered: ["registered_models"] }),
    models("", { order_by: ["`name` DESC"] }),
    models("", { order_by: [""] }),
  ],
  "refuses unknown orders": [
    models("", { order_by: ["colour"] }),
    models("", { order_by: ["name UP"] }),
    models("", { order_by: ["tags.team"] }),
    models("", { order_by: ["name", "colour"] }),
  ],
  "takes the first of two orders by one field": [models("", { order_by: ["name", "name DESC"] }, answered("C-07"))],
  "gives pages": [
    models("", { max_results: 2 }, { save: { next: "next_page_token" } }),
    models("", { max_results: 2, page_token: "{{next}}" }, { save: { last: "next_page_token" } }),
    models("", { max_results: 2, page_token: "{{last}}" }),
    models("", { max_results: 6 }),
    models("", { max_results: 7 }),
  ],
  "gives pages in an order": [
    models("", { max_results: 4, order_by: ["name DESC"] }, { save: { next: "next_page_token" } }),
    models("", { max_results: 4, order_by: ["name DESC"], page_token: "{{next}}" }),
  ],
  "refuses bad tokens": [models("", { page_token: "zzz" }), models("", { page_token: "e30=" })],
  "takes an empty token": [models("", { page_token: "" })],
  "refuses more than 1000 results": [
    models("", { max_results: 1000 }),
    models("", { max_results: 1001 }),
    models("", { max_results: "x" }),
  ],
  "refuses 0 and fewer results": [
    models("", { max_results: 0 }, refused("C-62")),
    models("", { max_results: -1 }, refused("C-62")),
  ],
  "refuses unknown fields": [
    models("colour = 'x'"),
    models("description = 'x'"),
    models("metrics.x > 5"),
    models("params.x = 'y'"),
  ],
  "refuses operators that don't fit": [
    models("name > 'a'"),
    models("name = 5"),
    models("tags.team > 'a'"),
    models("tags.team = 5"),
    models("tags.team BETWEEN 'a' AND 'b'"),
    models("name == 'x'"),
    models("name <> 'x'"),
  ],
  "refuses malformed filters": [
    models("name"),
    models("name ="),
    models("name = 'x"),
    models("= 'x'"),
    models("name = 'x';"),
    models("name = x"),
    models("name = ('a', 'b')", {}, refused("C-08")),
  ],
  "takes a missing AND": [bare({ filter: "name LIKE '{{case}}-%' name = '{{case}}-alpha'" })],
  "takes OR, NOT, parentheses and more fields": [
    models("creation_timestamp > 5", {}, answered("C-06")),
    models("", { order_by: ["creation_timestamp"] }, answered("C-06")),
    models("(name = '{{case}}-alpha' OR name = '{{case}}-Beta')", {}, answered("C-06")),
    models("NOT name = '{{case}}-alpha'", {}, answered("C-06")),
    models("tags.team IN ('blue', 'red')", {}, answered("C-06")),
    models("tags.team IS NULL", {}, answered("C-06")),
    models("tags.team IS NOT NULL", {}, answered("C-06")),
  ],
  "takes a long list": [
    models(`name NOT IN (${Array.from({ length: 200 }, (_, at) => `'${letters(20)}${at}'`).join(",")})`),
  ],
});
