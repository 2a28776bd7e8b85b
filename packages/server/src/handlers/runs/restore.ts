import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const restore: Handler<typeof endpoints.runs.restore> = async (request, { store }) => {
  await store.runs.restore(request.run_id);
  return {};
};
