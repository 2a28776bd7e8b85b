import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const search: Handler<typeof endpoints.modelVersions.search> = (request, { store }) =>
  store.modelVersions.search({
    filter: request.filter ?? "",
    orderBy: request.order_by ?? [],
    maxResults: pageSize(request.max_results, LIMITS.searchModelVersions, LIMITS.searchModelVersions),
    pageToken: request.page_token || undefined,
  });
