import { type endpoints, invalidParameter } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { runIdOf } from "../run-id.ts";

export const getHistory: Handler<typeof endpoints.metrics.getHistory> = (request, { store }) => {
  const maxResults = request.max_results;
  if (maxResults !== undefined && maxResults <= 0) {
    throw invalidParameter(`Parameter 'max_results' has the value ${maxResults}; expected a positive integer.`);
  }
  return store.metrics.history(runIdOf(request), request.metric_key, {
    maxResults,
    pageToken: request.page_token || undefined,
  });
};
