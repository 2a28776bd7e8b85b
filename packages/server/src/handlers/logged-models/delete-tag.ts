import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteTag: Handler<typeof endpoints.loggedModels.deleteTag> = async (request, { store }) => {
  await store.loggedModels.deleteTag(request.model_id, request.tag_key);
  return {};
};
