import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteTag: Handler<typeof endpoints.experiments.deleteTag> = async (request, { store }) => {
  await store.experiments.deleteTag(request.experiment_id, request.key);
  return {};
};
