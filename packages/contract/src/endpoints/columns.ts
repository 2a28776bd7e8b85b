import { onExperiment, onRun } from "../access.ts";
import { endpoint } from "../endpoint.ts";
import { ViewType } from "../messages/enums.ts";
import { RAW } from "../raw.ts";
import { int32, int64, list, message, optional, requiredText, text, wireCell } from "../schema.ts";

const KeyCount = message({ key: text(), runs: int64() });

/** Cells are text, numbers, "NaN", "Infinity", "-Infinity", or null where a run has no value; a list each, in row order. */
const RunTable = message({
  /** How many runs match in all, on every page. */
  total: int64(),
  columns: list(message({ name: text(), values: list(wireCell()) })),
  next_page_token: optional(text()),
});

/** Columnar reads for pages and notebooks, beyond MLflow's protocol. */
export const columns = {
  series: endpoint({
    name: "columns.series",
    method: "GET",
    paths: ["/api/millrace/v1/metrics/series"],
    request: message({
      run_id: list(text()),
      metric_key: list(text()),
      width: optional(int32()),
      start_step: optional(int64()),
      end_step: optional(int64()),
    }),
    response: RAW,
    errors: [],
    access: onRun("read"),
    conditional: true,
    doc:
      "Gives the series of up to 200 runs and 50 keys as binary columns, each down-sampled to `width` buckets " +
      "(1..10,000, default 1,000) that keep their true minimum and maximum. Runs × keys × width may be 2,000,000.",
  }),
  runTable: endpoint({
    name: "columns.runTable",
    method: "GET",
    paths: ["/api/millrace/v1/runs/table"],
    request: message({
      experiment_id: list(text()),
      filter: optional(text()),
      run_view_type: optional(ViewType),
      order_by: optional(list(text())),
      column: optional(list(text())),
      max_results: optional(int32()),
      page_token: optional(text()),
    }),
    response: RunTable,
    errors: [],
    access: onExperiment("read", "experiment_id"),
    conditional: true,
    doc:
      "Gives the asked columns (`attributes.status`, `metrics.loss.min`, `params.lr`, `tags.team`) of the matching runs, " +
      "with the true total of matches. At most 200 columns, and 1,000,000 cells (columns × max_results).",
  }),
  keys: endpoint({
    name: "columns.keys",
    method: "GET",
    paths: ["/api/millrace/v1/runs/keys"],
    request: message({ experiment_id: list(requiredText()) }),
    response: message({ metrics: list(KeyCount), params: list(KeyCount), tags: list(KeyCount) }),
    errors: [],
    access: onExperiment("read", "experiment_id"),
    conditional: true,
    doc: "Gives the catalogue of metric, parameter and tag keys of experiments, with how many active runs have each.",
  }),
};
