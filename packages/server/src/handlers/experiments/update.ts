import { checkExperimentName, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const update: Handler<typeof endpoints.experiments.update> = async (request, { store }) => {
  checkExperimentName(request.new_name, "new_name");
  await store.experiments.rename(request.experiment_id, request.new_name);
  return {};
};
