import { checkModelName, type endpoints, LIMITS, parseVersionNumber } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const timeline: Handler<typeof endpoints.models.timeline> = async (request, { store }) => {
  checkModelName(request.name, "name");
  return store.registry.timeline(request.name, {
    version: request.version ? parseVersionNumber(request.version, "version") : undefined,
    kinds: [...new Set(request.kind)],
    maxResults: pageSize(request.max_results, LIMITS.modelTimelineDefault, LIMITS.modelTimeline),
    pageToken: request.page_token || undefined,
  });
};
