import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const search: Handler<typeof endpoints.runs.search> = (request, { store }) =>
  store.runs.search(request.experiment_ids ?? [], {
    filter: request.filter ?? "",
    orderBy: request.order_by ?? [],
    view: request.run_view_type ?? "ACTIVE_ONLY",
    maxResults: pageSize(request.max_results, LIMITS.searchRunsDefault, LIMITS.searchRuns),
    pageToken: request.page_token || undefined,
  });
