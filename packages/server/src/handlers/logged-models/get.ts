import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const get: Handler<typeof endpoints.loggedModels.get> = (request, { store }) =>
  store.loggedModels.get(request.model_id, { allowDeleted: request.allow_deleted === true });
