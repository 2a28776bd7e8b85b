import { checkEntityKey, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { versionRef } from "./version-ref.ts";

export const deleteTag: Handler<typeof endpoints.modelVersions.deleteTag> = async (request, { store, caller }) => {
  checkEntityKey(request.key, "key");
  await store.modelVersions.deleteTag(versionRef(request), request.key, caller);
  return {};
};
