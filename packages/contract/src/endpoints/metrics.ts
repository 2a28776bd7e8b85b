import { onRun } from "../access.ts";
import { endpoint, mlflow2 } from "../endpoint.ts";
import { Metric, MetricInput, MetricWithRunId } from "../messages/metric.ts";
import { int32, list, message, optional, requiredText, text } from "../schema.ts";

/** Metrics: numbers that a run logs over steps. */
export const metrics = {
  log: endpoint({
    name: "metrics.log",
    method: "POST",
    paths: mlflow2("runs/log-metric"),
    request: message({ run_id: optional(text()), run_uuid: optional(text()), ...MetricInput.fields }),
    response: message({}),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRun("edit"),
    doc: "Logs one point of a metric.",
  }),
  getHistory: endpoint({
    name: "metrics.getHistory",
    method: "GET",
    paths: mlflow2("metrics/get-history"),
    request: message({
      run_id: optional(text()),
      run_uuid: optional(text()),
      metric_key: requiredText(),
      page_token: optional(text()),
      max_results: optional(int32()),
    }),
    response: message({ metrics: optional(list(Metric)), next_page_token: optional(text()) }),
    errors: [],
    access: onRun("read"),
    doc: "Gives every point of a metric of a run, by timestamp, step and value; in pages when `max_results` is given.",
  }),
  getHistoryBulk: endpoint({
    name: "metrics.getHistoryBulk",
    method: "GET",
    paths: ["/ajax-api/2.0/mlflow/metrics/get-history-bulk"],
    request: message({ run_id: optional(list(text())), metric_key: text(), max_results: optional(int32()) }),
    response: message({ metrics: list(MetricWithRunId) }),
    errors: [],
    access: onRun("read"),
    doc: "Gives the points of a metric of up to 100 runs, at most 25,000 points in all.",
  }),
  getHistoryBulkInterval: endpoint({
    name: "metrics.getHistoryBulkInterval",
    method: "GET",
    paths: mlflow2("metrics/get-history-bulk-interval"),
    request: message({
      run_ids: optional(list(text())),
      metric_key: requiredText(),
      start_step: optional(int32()),
      end_step: optional(int32()),
      max_results: optional(int32()),
    }),
    response: message({ metrics: optional(list(MetricWithRunId)) }),
    errors: [],
    access: onRun("read", "run_ids"),
    doc: "Gives at most `max_results` points of a metric for each of up to 100 runs, spread evenly over the points.",
  }),
};
