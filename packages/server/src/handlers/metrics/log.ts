import { checkMetric, type endpoints, type MetricInput } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { runIdOf } from "../run-id.ts";

export const log: Handler<typeof endpoints.metrics.log> = async (request, { store }) => {
  const runId = runIdOf(request);
  const metric: MetricInput = request;
  checkMetric(metric);
  await store.runs.log(runId, { metrics: [metric] });
  return {};
};
