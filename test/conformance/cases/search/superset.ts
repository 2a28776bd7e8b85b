import { cases, casesOf, experiment, post } from "../steps.ts";
import { RUNS, understood } from "./story.ts";

const SUPERSET = "C-06";

const understoodCases = casesOf(RUNS, "runs.search", {
  "understands OR": understood(SUPERSET, {
    "params.model = 'svm' OR params.model = 'SVM'": ["alpha", "beta"],
    "metrics.loss = 0.5 or tags.team = 'Blue'": ["alpha", "beta"],
    "status = 'KILLED' OR status = 'FAILED' AND metrics.loss > 5": ["Delta"],
  }),
  "understands NOT": understood(SUPERSET, {
    "NOT params.lr = '0.1'": ["Delta", "bare", "beta", "gamma"],
    "params.lr = '0.1' AND NOT params.model = 'svm'": ["größe"],
  }),
  "understands parentheses": understood(SUPERSET, {
    "(params.model = 'svm')": ["alpha"],
    "(status = 'KILLED' OR status = 'FAILED') AND metrics.loss < 5": ["beta"],
    "NOT (params.lr = '0.1' OR params.lr IS NULL)": ["beta", "gamma"],
  }),
  "understands RLIKE": understood(SUPERSET, {
    "params.model RLIKE '^s'": ["alpha"],
    "tags.team RLIKE '(?i)^blue$'": ["alpha", "beta"],
  }),
  "understands lists of numbers": understood(SUPERSET, {
    "metrics.loss IN (0.25, 9)": ["beta", "größe"],
    "start_time NOT IN (100, 600)": ["Delta", "beta", "gamma"],
  }),
  "understands lists of parameters and tags": understood(SUPERSET, {
    "params.lr IN ('0.01', '10')": ["beta", "gamma"],
    "tags.team NOT IN ('blue')": ["beta", "gamma"],
  }),
  "understands lists of names and states": understood(SUPERSET, {
    "run_name IN ('alpha', 'beta')": ["alpha", "beta"],
    "run_name NOT IN ('alpha', 'beta')": ["Delta", "bare", "gamma", "größe"],
    "status IN ('FAILED', 'KILLED')": ["Delta", "beta"],
    "status NOT IN ('RUNNING')": ["Delta", "alpha", "beta"],
  }),
  "understands IS NULL everywhere": understood(SUPERSET, {
    "metrics.acc IS NULL": ["bare", "größe"],
    "metrics.acc IS NOT NULL": ["Delta", "alpha", "beta", "gamma"],
    "end_time IS NULL": ["Delta", "bare", "gamma", "größe"],
  }),
  "understands aggregates of a metric": understood(SUPERSET, {
    "metrics.loss.max > 5": ["Delta", "beta"],
    "metrics.loss.count > 1": ["beta"],
  }),
});

const refusedCases = cases("runs.search", {
  "refuses what the larger language can't read either": [
    experiment(),
    ...["(metrics.loss > 1", "metrics.loss > 1)", "NOT", "metrics.loss > 1 OR", "params.lr RLIKE '('"].map((filter) =>
      post("runs/search", { experiment_ids: ["{{experiment}}"], filter }),
    ),
  ],
  "refuses a filter nested too deep": [
    experiment(),
    post("runs/search", {
      experiment_ids: ["{{experiment}}"],
      filter: `${"(".repeat(20_000)}metrics.loss > 1${")".repeat(20_000)}`,
    }),
  ],
});

/** Filters that only Millrace understands. */
export const supersetCases = [...understoodCases, ...refusedCases];
