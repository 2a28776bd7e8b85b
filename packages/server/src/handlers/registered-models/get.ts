import { checkModelName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const get: Handler<typeof endpoints.registeredModels.get> = async (request, { store }) => {
  checkModelName(request.name, "name");
  return { registered_model: await store.registeredModels.get(request.name) };
};
