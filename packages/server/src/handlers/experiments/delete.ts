import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteExperiment: Handler<typeof endpoints.experiments.delete> = async (request, { store }) => {
  await store.experiments.delete(request.experiment_id);
  return {};
};
