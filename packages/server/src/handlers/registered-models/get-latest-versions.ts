import { checkListLength, checkModelName, type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const getLatestVersions: Handler<typeof endpoints.registeredModels.getLatestVersions> = async (
  request,
  { store },
) => {
  const stages = request.stages ?? [];
  checkModelName(request.name, "name");
  checkListLength(stages, LIMITS.latestStages, "stages");
  const versions = await store.modelVersions.latest(request.name, stages);
  return versions.length === 0 ? {} : { model_versions: versions };
};
