import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const runTable: Handler<typeof endpoints.columns.runTable> = (request, { store }) => {
  const query = {
    filter: request.filter ?? "",
    orderBy: request.order_by ?? [],
    view: request.run_view_type ?? "ACTIVE_ONLY",
    maxResults: pageSize(request.max_results, LIMITS.searchRunsDefault, LIMITS.searchRuns),
    pageToken: request.page_token || undefined,
  } as const;
  return store.tables.runTable(request.experiment_id, query, request.column ?? []);
};
