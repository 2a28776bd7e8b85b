import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const resolve: Handler<typeof endpoints.models.resolve> = (request, { store }) =>
  store.registry.resolve(request.uri);
