import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { versionRef } from "./version-ref.ts";

export const get: Handler<typeof endpoints.modelVersions.get> = async (request, { store }) => ({
  model_version: await store.modelVersions.get(versionRef(request)),
});
