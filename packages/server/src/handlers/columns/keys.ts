import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const keys: Handler<typeof endpoints.columns.keys> = (request, { store }) =>
  store.tables.keys(request.experiment_id);
