import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const get: Handler<typeof endpoints.experiments.get> = async (request, { store }) => ({
  experiment: await store.experiments.get(request.experiment_id),
});
