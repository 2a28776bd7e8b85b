import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const search: Handler<typeof endpoints.registeredModels.search> = (request, { store }) =>
  store.registeredModels.search({
    filter: request.filter ?? "",
    orderBy: request.order_by ?? [],
    maxResults: pageSize(request.max_results, LIMITS.searchRegisteredModelsDefault, LIMITS.searchRegisteredModels),
    pageToken: request.page_token || undefined,
  });
