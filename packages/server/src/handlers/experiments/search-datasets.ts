import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { boundedList } from "../limits.ts";

export const searchDatasets: Handler<typeof endpoints.experiments.searchDatasets> = async (request, { store }) => {
  const ids = boundedList(request.experiment_ids, LIMITS.searchDatasetsExperiments, "experiment_ids");
  const summaries = await store.experiments.searchDatasets(ids);
  return summaries.length === 0 ? {} : { dataset_summaries: summaries };
};
