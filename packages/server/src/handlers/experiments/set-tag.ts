import { checkExperimentTag, checkRoomForTag, type endpoints, isCustomView } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const setTag: Handler<typeof endpoints.experiments.setTag> = async (request, { store }) => {
  const tag = checkExperimentTag(request);
  if (isCustomView(tag.key)) {
    const experiment = await store.experiments.get(request.experiment_id);
    checkRoomForTag(tag.key, experiment.tags ?? []);
  }
  await store.experiments.setTag(request.experiment_id, tag);
  return {};
};
