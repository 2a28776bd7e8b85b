import { casesOf } from "../steps.ts";
import { filtered, found, RUNS, searchRuns, understood } from "./story.ts";

const SEVENTY = Array.from({ length: 70 }, () => "params.lr = '0.1'").join(" AND ");

const alike = casesOf(RUNS, "runs.search", {
  "reads quotes and backslashes": filtered(
    "tags.team = 'it''s'",
    "tags.team = 'it\\'s'",
    "params.model LIKE '100\\%'",
    "tags.env LIKE 'dev\\_1'",
    "params.lr LIKE ''",
    "params.lr = ''",
    "params.lr != ''",
  ),
  "reads numbers": filtered(
    "start_time = 300.0",
    "start_time > 2.5e2",
    "start_time > -1",
    "metrics.loss > +0.1",
    "metrics.loss > - 1",
    "metrics.loss > 0x10",
    "metrics.loss > 1_0",
    "metrics.loss > NaN",
    "metrics.loss > inf",
    "metrics.loss >= 1.7976931348623157e308",
    "metrics.loss = 0.250",
  ),
  "compares the names of fields with case": filtered(
    "PARAMS.lr = '0.1'",
    "Tags.team = 'blue'",
    "Attributes.status = 'RUNNING'",
    "attributes.STATUS = 'RUNNING'",
    "Status = 'RUNNING'",
  ),
  "reads quoted fields": filtered(
    "params.'lr' = '0.1'",
    "'params.lr' = '0.1'",
    "`params.lr` = '0.1'",
    "params.`lr` = `0.1`",
    "params .lr = '0.1'",
    "tags.\"team\" = 'blue'",
    "`created` = 100",
  ),
  "reads keys that are words of SQL": filtered(
    "params.select = 'x'",
    "params.order = 'x'",
    "params.key = 'x'",
    "metrics.min > 1",
    "metrics.count < 1",
    "tags.group = 'x'",
    "params.end = 'x'",
    "params.and = 'x'",
    "params.like = 'x'",
    "params.null = 'x'",
  ),
  "reads keys with signs": filtered(
    "params.a-b = 'x'",
    "params.a/b = 'x'",
    "params.größe = 'x'",
    "params.`größe` = 'x'",
  ),
  "refuses comparisons turned round": filtered(
    "1 < metrics.loss",
    "'0.1' = params.lr",
    "metrics.loss < metrics.acc",
    "metrics.loss < (1)",
    "metrics.loss < 1 AND ()",
  ),
  "reads comments": filtered("params.lr = '0.1' -- comment", "params.lr = '0.1' /* c */ AND params.model = 'svm'"),
  "refuses NOT LIKE": filtered("params.lr NOT LIKE '0%'", "dataset.name NOT LIKE 'i%'"),
  "matches attributes without case": filtered(
    "status ILIKE 'running'",
    "user_id ILIKE 'ANN'",
    "artifact_uri ILIKE '%ARTIFACTS'",
    "tags.mlflow.parentRunId LIKE 'parent%'",
    "dataset.context IN ('train', 'test')",
    "datasets.digest != 'd1'",
  ),
});

const different = casesOf(RUNS, "runs.search", {
  "matches every letter without case": understood("C-22", { "run_name ILIKE 'GRÖ%'": ["größe"] }),
  "understands every key": [
    ...["params.from = 'x'", "params.case = 'x'", "params.in = 'x'", "params.1 = 'x'"].map((filter) =>
      searchRuns({ filter }, { differs: found("C-06", []) }),
    ),
  ],
  "understands IS NULL of a dataset": understood("C-06", {
    "dataset.name IS NULL": ["Delta", "bare", "gamma", "größe"],
  }),
  "joins seventy conditions": [searchRuns({ filter: SEVENTY }, { differs: found("C-08", ["alpha", "größe"]) })],
  "refuses a blank within a field": [
    searchRuns(
      { filter: "params. lr = '0.1'" },
      { differs: { id: "C-09", status: 400, code: "INVALID_PARAMETER_VALUE" } },
    ),
  ],
});

/** Filters at the corners of the language. */
export const cornerCases = [...alike, ...different];
