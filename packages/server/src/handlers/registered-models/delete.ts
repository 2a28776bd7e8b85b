import { checkModelName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteModel: Handler<typeof endpoints.registeredModels.delete> = async (request, { store, caller }) => {
  checkModelName(request.name, "name");
  await store.registeredModels.delete(request.name, caller);
  return {};
};
