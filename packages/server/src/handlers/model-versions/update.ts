import { checkLength, type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { versionRef } from "./version-ref.ts";

export const update: Handler<typeof endpoints.modelVersions.update> = async (request, { store, caller }) => {
  const { description } = request;
  checkLength(description ?? "", LIMITS.modelDescription, "description");
  return { model_version: await store.modelVersions.describe(versionRef(request), description, caller) };
};
