import { checkModelName, checkNewAlias, type endpoints, parseVersionNumber } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const setAlias: Handler<typeof endpoints.registeredModels.setAlias> = async (request, { store, caller }) => {
  const { name, alias } = request;
  checkModelName(name, "name");
  checkNewAlias(alias, "alias");
  await store.registeredModels.setAlias(name, alias, parseVersionNumber(request.version, "version"), caller);
  return {};
};
