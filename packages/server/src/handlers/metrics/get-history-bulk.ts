import { type endpoints, invalidParameter, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { boundedList } from "../limits.ts";

/** A page size of 0 is allowed and gives nothing; larger ones than the limit count as the limit. */
export const getHistoryBulk: Handler<typeof endpoints.metrics.getHistoryBulk> = (request, { store }) => {
  const runIds = boundedList(request.run_id, LIMITS.bulkRuns, "run_id");
  const maxResults = Math.min(request.max_results ?? LIMITS.bulkPoints, LIMITS.bulkPoints);
  if (maxResults < 0) {
    throw invalidParameter(`Parameter 'max_results' has the value ${maxResults}; expected an integer from 0 on.`);
  }
  return store.metrics.historyBulk(runIds, request.metric_key, maxResults);
};
