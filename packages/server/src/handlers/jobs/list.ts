import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const list: Handler<typeof endpoints.jobs.list> = async (request, { store }) => {
  const { jobs, nextPageToken } = await store.jobs.list({
    kind: request.kind || undefined,
    states: [...new Set(request.state)],
    maxResults: pageSize(request.max_results, LIMITS.jobsPageDefault, LIMITS.jobsPage),
    pageToken: request.page_token || undefined,
  });
  return { jobs, ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }) };
};
