import { checkBatch, checkRunId, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const logBatch: Handler<typeof endpoints.runs.logBatch> = async (request, { store, config }) => {
  checkRunId(request.run_id, "run_id");
  await store.runs.log(request.run_id, checkBatch(request, config));
  return {};
};
