import { checkAlias, checkModelName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const getByAlias: Handler<typeof endpoints.registeredModels.getByAlias> = async (request, { store }) => {
  checkModelName(request.name, "name");
  checkAlias(request.alias, "alias");
  return { model_version: await store.modelVersions.getByAlias(request.name, request.alias) };
};
