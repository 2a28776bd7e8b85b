import { checkModelName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const at: Handler<typeof endpoints.models.at> = async (request, { store }) => {
  checkModelName(request.name, "name");
  return store.registry.at(request.name, request.time);
};
