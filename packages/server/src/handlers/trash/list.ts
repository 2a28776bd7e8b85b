import { type endpoints, LIMITS } from "@millrace/contract";
import { deletedBefore } from "../../trash/age.ts";
import { sizesOf } from "../../trash/sizes.ts";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const list: Handler<typeof endpoints.trash.list> = async (request, { store, artifacts }) => {
  const { items, nextPageToken } = await store.trash.list({
    kinds: [...new Set(request.kind)],
    deletedBefore: request.older_than ? deletedBefore(request.older_than, "older_than") : undefined,
    maxResults: pageSize(request.max_results, LIMITS.trashPageDefault, LIMITS.trashPage),
    pageToken: request.page_token || undefined,
  });
  const token = nextPageToken === undefined ? {} : { next_page_token: nextPageToken };
  if (request.sizes !== true) return { items, ...token };
  const sizes = await sizesOf(
    artifacts,
    items.map((item) => item.artifact_uri),
  );
  return {
    items: items.map((item, index) => ({
      ...item,
      artifacts: sizes[index] ?? { files: 0, bytes: 0, is_complete: false },
    })),
    ...token,
  };
};
