import { checkModelName, checkModelTag, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const setTag: Handler<typeof endpoints.registeredModels.setTag> = async (request, { store, caller }) => {
  checkModelName(request.name, "name");
  await store.registeredModels.setTag(request.name, checkModelTag(request), caller);
  return {};
};
