import { checkLength, checkModelName, type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const update: Handler<typeof endpoints.registeredModels.update> = async (request, { store, caller }) => {
  const { name, description } = request;
  checkModelName(name, "name");
  checkLength(description ?? "", LIMITS.modelDescription, "description");
  return { registered_model: await store.registeredModels.describe(name, description, caller) };
};
