import { checkArtifactLocation, checkExperimentName, checkExperimentTags, type endpoints } from "@millrace/contract";
import { absoluteLocation } from "../../config/artifact-root.ts";
import type { Handler } from "../handler.ts";

export const create: Handler<typeof endpoints.experiments.create> = async (request, { store, config }) => {
  checkExperimentName(request.name, "name");
  const tags = checkExperimentTags(request.tags ?? []);
  if (!request.artifact_location)
    return { experiment_id: await store.experiments.create({ name: request.name, tags }) };
  checkArtifactLocation(request.artifact_location, "artifact_location", config.allowedArtifactSchemes);
  const artifactLocation = absoluteLocation(request.artifact_location);
  return { experiment_id: await store.experiments.create({ name: request.name, tags, artifactLocation }) };
};
