import {
  checkLength,
  checkLoggedModelName,
  checkLoggedModelParams,
  checkNewLoggedModelTags,
  type endpoints,
  LIMITS,
} from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { randomRunName } from "../runs/run-name.ts";

export const create: Handler<typeof endpoints.loggedModels.create> = async (request, { store }) => {
  const { name = "", model_type: modelType = "", source_run_id: sourceRunId = "" } = request;
  checkLoggedModelName(name, "name");
  checkLength(modelType, LIMITS.loggedModelText, "model_type");
  checkLength(sourceRunId, LIMITS.loggedModelText, "source_run_id");
  const model = await store.loggedModels.create({
    experimentId: request.experiment_id,
    name: name || randomRunName(),
    modelType,
    sourceRunId,
    params: checkLoggedModelParams(request.params ?? []),
    tags: checkNewLoggedModelTags(request.tags ?? []),
  });
  return { model };
};
