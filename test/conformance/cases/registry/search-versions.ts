import type { Step } from "../../src/case.ts";
import { answered, casesOf, get } from "../steps.ts";
import { MODELS, OWN } from "./story.ts";

type Query = NonNullable<Step["query"]>;

const bare = (query: Query): Step => get("model-versions/search", query);
const versions = (filter: string, more: Query = {}, extra: Partial<Step> = {}): Step =>
  get(
    "model-versions/search",
    { filter: filter === "" ? OWN : `${OWN} AND ${filter}`, order_by: ["name", "version_number"], ...more },
    extra,
  );

/** Searching versions of models. */
export const versionSearchCases = casesOf(MODELS, "modelVersions.search", {
  "gives versions, those of prompts hidden": [versions("")],
  "compares names": [
    bare({ filter: "name = '{{case}}-alpha'", order_by: ["version_number"] }),
    versions("name != '{{case}}-alpha'"),
    versions("name ILIKE '%BETA'"),
    versions("name IN ('{{case}}-alpha', '{{case}}-Beta')"),
    versions("name NOT IN ('{{case}}-alpha')"),
  ],
  "compares runs": [
    versions("run_id = 'run-1'"),
    versions("run_id != 'run-1'"),
    versions("run_id IN ('run-1', 'run-2')"),
    versions("run_id IN ('run-2')"),
    versions("run_id = ''"),
    versions("run_id LIKE 'run-%'"),
    versions("run_id NOT IN ('run-1')"),
  ],
  "compares sources": [
    versions("source_path = 's3://bucket/alpha'"),
    versions("source_path LIKE 's3://bucket/a%'"),
    versions("source_path ILIKE 's3://bucket/alpha%'"),
    versions("source_path != 's3://bucket/alpha'"),
    versions("source = 's3://bucket/alpha'"),
  ],
  "compares numbers": [
    versions("version_number = 2"),
    versions("version_number > 1"),
    versions("version_number >= 2"),
    versions("version_number < 2"),
    versions("version_number <= 2"),
    versions("version_number != 1"),
    versions("version_number = '2'"),
    versions("version_number LIKE '2'"),
  ],
  "compares tags": [
    versions("tags.stage = 'prod'"),
    versions("tag.stage = 'prod'"),
    versions("tags.stage != 'prod'"),
    versions("tags.stage LIKE 'p%'"),
    versions("tags.stage ILIKE 'P%'"),
    versions("tags.`a b` = 'x'"),
    versions("tags.stage = 'prod' AND tags.`a b` = 'x'"),
    versions("tags.stage = 'prod' AND version_number > 1 AND run_id = 'run-2'"),
  ],
  "finds versions of prompts when asked for": [
    versions("tags.`mlflow.prompt.is_prompt` = 'true'"),
    versions("tags.`mlflow.prompt.is_prompt` != 'false'"),
    versions("tags.`mlflow.prompt.is_prompt` = 'false'"),
    bare({ filter: "name = '{{case}}-prompt'" }),
    bare({ filter: "name = '{{case}}-prompt' AND tags.`mlflow.prompt.is_prompt` = 'true'" }),
  ],
  orders: [
    versions("", { order_by: ["name DESC", "version_number ASC"] }),
    versions("", { order_by: ["version_number DESC", "name"] }),
    versions("", { order_by: ["creation_timestamp", "name"] }, { unordered: ["model_versions"] }),
    versions("", { order_by: ["last_updated_timestamp DESC"] }, { unordered: ["model_versions"] }),
    versions("", { order_by: ["name", "name DESC"] }, answered("C-07")),
  ],
  "refuses unknown orders": [
    versions("", { order_by: ["colour"] }),
    versions("", { order_by: ["version"] }),
    versions("", { order_by: ["run_id"] }),
    versions("", { order_by: ["timestamp"] }),
    versions("", { order_by: ["current_stage"] }),
  ],
  "gives pages": [
    versions("", { max_results: 2 }, { save: { next: "next_page_token" } }),
    versions("", { max_results: 2, page_token: "{{next}}" }, { save: { last: "next_page_token" } }),
    versions("", { max_results: 2, page_token: "{{last}}" }),
    versions("", { max_results: 5 }),
  ],
  "takes 200000 results at most": [
    versions("", { max_results: 200_000 }),
    versions("", { max_results: 200_001 }),
    versions("", { max_results: "x" }),
  ],
  "refuses 0 and fewer results": [versions("", { max_results: 0 }), versions("", { max_results: -1 })],
  "refuses bad tokens": [versions("", { page_token: "zzz" })],
  "refuses unknown fields": [
    versions("colour = 'x'"),
    versions("version = '1'"),
    versions("description = 'x'"),
    versions("aliases = 'best'"),
    versions("metrics.x > 5"),
  ],
  "refuses malformed filters": [
    versions("name"),
    versions("name = 'x"),
    versions("run_id IN ()"),
    versions("run_id IN (1)"),
    versions("run_id IN ('a', 'a')"),
    versions("version_number = 2.5"),
    versions("version_number = x"),
    versions("tags.stage = 5"),
  ],
  "takes OR, NOT, lists and more fields": [
    versions("version_number IN (1, 2)", {}, answered("C-06")),
    versions("current_stage = 'Production'", {}, answered("C-06", { "model_versions.0.version": "2" })),
    versions("(version_number = 1 OR version_number = 3)", {}, answered("C-06")),
    versions("NOT version_number = 1", {}, answered("C-06")),
    versions("tags.stage IN ('prod')", {}, answered("C-06")),
    versions("tags.stage IS NOT NULL", {}, answered("C-06")),
  ],
});
