import { checkModelOutputs, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const logOutputs: Handler<typeof endpoints.runs.logOutputs> = async (request, { store }) => {
  await store.runs.logOutputs(request.run_id, checkModelOutputs(request.models));
  return {};
};
