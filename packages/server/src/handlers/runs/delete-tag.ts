import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteTag: Handler<typeof endpoints.runs.deleteTag> = async (request, { store }) => {
  await store.runs.deleteTag(request.run_id, request.key);
  return {};
};
