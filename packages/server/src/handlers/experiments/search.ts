import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

/** The page size must be given: its absence counts as 0, as MLflow has it. */
export const search: Handler<typeof endpoints.experiments.search> = (request, { store }) =>
  store.experiments.search({
    filter: request.filter ?? "",
    orderBy: request.order_by ?? [],
    view: request.view_type ?? "ACTIVE_ONLY",
    maxResults: pageSize(request.max_results, 0, LIMITS.searchExperiments),
    pageToken: request.page_token || undefined,
  });
