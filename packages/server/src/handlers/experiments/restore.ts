import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const restore: Handler<typeof endpoints.experiments.restore> = async (request, { store }) => {
  await store.experiments.restore(request.experiment_id);
  return {};
};
