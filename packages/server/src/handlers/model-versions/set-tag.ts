import { checkVersionTag, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { versionRef } from "./version-ref.ts";

export const setTag: Handler<typeof endpoints.modelVersions.setTag> = async (request, { store, caller }) => {
  await store.modelVersions.setTag(versionRef(request), checkVersionTag(request), caller);
  return {};
};
