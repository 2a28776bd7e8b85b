import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const getByName: Handler<typeof endpoints.experiments.getByName> = async (request, { store }) => ({
  experiment: await store.experiments.getByName(request.experiment_name),
});
