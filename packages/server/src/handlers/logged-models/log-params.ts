import { checkLoggedModelParams, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const logParams: Handler<typeof endpoints.loggedModels.logParams> = async (request, { store }) => {
  await store.loggedModels.logParams(request.model_id, checkLoggedModelParams(request.params ?? []));
  return {};
};
