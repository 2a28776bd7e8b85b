import { type endpoints, invalidParameter, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { boundedList, pageSize } from "../limits.ts";

export const getHistoryBulkInterval: Handler<typeof endpoints.metrics.getHistoryBulkInterval> = (
  request,
  { store },
) => {
  const runIds = boundedList(request.run_ids, LIMITS.bulkRuns, "run_ids");
  const maxResults = pageSize(request.max_results, LIMITS.bulkIntervalPoints, LIMITS.bulkIntervalPoints);
  const range = stepRange(request.start_step, request.end_step);
  return store.metrics.historyInterval(runIds, request.metric_key, { ...range, maxResults });
};

function stepRange(startStep?: number, endStep?: number): { startStep?: number; endStep?: number } {
  if (startStep === undefined && endStep === undefined) return {};
  if (startStep === undefined || endStep === undefined) {
    throw invalidParameter("Parameters 'start_step' and 'end_step' go together: give both or neither.");
  }
  if (startStep <= endStep) return { startStep, endStep };
  throw invalidParameter(`Parameter 'start_step' is ${startStep}, which is after 'end_step', ${endStep}.`);
}
