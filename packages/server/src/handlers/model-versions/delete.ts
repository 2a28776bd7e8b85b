import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { versionRef } from "./version-ref.ts";

export const deleteVersion: Handler<typeof endpoints.modelVersions.delete> = async (request, { store, caller }) => {
  await store.modelVersions.delete(versionRef(request), caller);
  return {};
};
