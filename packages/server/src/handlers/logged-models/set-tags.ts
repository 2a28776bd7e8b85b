import { checkLoggedModelTags, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const setTags: Handler<typeof endpoints.loggedModels.setTags> = async (request, { store }) => {
  await store.loggedModels.setTags(request.model_id, checkLoggedModelTags(request.tags ?? []));
  return {};
};
