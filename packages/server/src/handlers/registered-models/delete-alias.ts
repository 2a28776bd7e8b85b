import { checkAlias, checkModelName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteAlias: Handler<typeof endpoints.registeredModels.deleteAlias> = async (
  request,
  { store, caller },
) => {
  checkModelName(request.name, "name");
  checkAlias(request.alias, "alias");
  await store.registeredModels.deleteAlias(request.name, request.alias, caller);
  return {};
};
