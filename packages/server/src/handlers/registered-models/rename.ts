import { checkModelName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const rename: Handler<typeof endpoints.registeredModels.rename> = async (request, { store, caller }) => {
  checkModelName(request.name, "name");
  checkModelName(request.new_name, "new_name");
  return { registered_model: await store.registeredModels.rename(request.name, request.new_name, caller) };
};
