import { checkLength, checkModelName, checkModelTag, checkNewTags, type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const create: Handler<typeof endpoints.registeredModels.create> = async (request, { store, caller }) => {
  const { name, description } = request;
  checkModelName(name, "name");
  checkLength(description ?? "", LIMITS.modelDescription, "description");
  const tags = checkNewTags(request.tags ?? [], checkModelTag);
  return { registered_model: await store.registeredModels.create({ name, description, tags }, caller) };
};
