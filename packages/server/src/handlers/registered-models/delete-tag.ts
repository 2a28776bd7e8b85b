import { checkEntityKey, checkModelName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteTag: Handler<typeof endpoints.registeredModels.deleteTag> = async (request, { store, caller }) => {
  checkModelName(request.name, "name");
  checkEntityKey(request.key, "key");
  await store.registeredModels.deleteTag(request.name, request.key, caller);
  return {};
};
