import { type endpoints, parseStage } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { versionRef } from "./version-ref.ts";

export const transitionStage: Handler<typeof endpoints.modelVersions.transitionStage> = async (
  request,
  { store, caller },
) => {
  const stage = parseStage(request.stage, "stage");
  const to = { stage, archiveOthers: request.archive_existing_versions ?? false };
  return { model_version: await store.modelVersions.transition(versionRef(request), to, caller) };
};
