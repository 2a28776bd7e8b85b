import { checkListLength, type endpoints, invalidParameter, LIMITS, type RequestOf } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

type Request = RequestOf<typeof endpoints.loggedModels.search>;

export const search: Handler<typeof endpoints.loggedModels.search> = async (request, { store }) =>
  store.loggedModels.search({
    experimentIds: request.experiment_ids,
    filter: request.filter ?? "",
    orderBy: (request.order_by ?? []).map((item) => ({
      field: item.field_name ?? "",
      ascending: item.ascending ?? true,
      dataset: dataset(item),
    })),
    datasets: askedDatasets(request.datasets ?? []),
    maxResults: Math.min(pageSizeOf(request.max_results), LIMITS.searchLoggedModels),
    pageToken: request.page_token || undefined,
  });

/** 0 asks for the default; there is no greatest size, but a page holds no more than so many. */
function pageSizeOf(given: number | undefined): number {
  return pageSize(given || undefined, LIMITS.searchLoggedModelsDefault, Number.MAX_SAFE_INTEGER);
}

function askedDatasets(datasets: NonNullable<Request["datasets"]>) {
  checkListLength(datasets, LIMITS.searchLoggedModelsDatasets, "datasets");
  return datasets.map((item, index) => {
    if (item.dataset_name) return dataset(item);
    throw invalidParameter(`Parameter 'datasets[${index}].dataset_name' is missing or empty; give it a value.`);
  });
}

/** An empty text says as much as none. */
function dataset({ dataset_name: name, dataset_digest: digest }: { dataset_name?: string; dataset_digest?: string }) {
  return { ...(name ? { name } : {}), ...(digest ? { digest } : {}) };
}
