import { checkDatasetInputs, checkModelInputs, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const logInputs: Handler<typeof endpoints.runs.logInputs> = async (request, { store }) => {
  const datasets = checkDatasetInputs(request.datasets ?? []);
  await store.runs.logInputs(request.run_id, datasets, checkModelInputs(request.models ?? []));
  return {};
};
