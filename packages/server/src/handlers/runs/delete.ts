import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const deleteRun: Handler<typeof endpoints.runs.delete> = async (request, { store }) => {
  await store.runs.delete(request.run_id);
  return {};
};
