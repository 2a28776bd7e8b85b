import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteLoggedModel: Handler<typeof endpoints.loggedModels.delete> = async (request, { store }) => {
  await store.loggedModels.delete(request.model_id);
  return {};
};
