import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const get: Handler<typeof endpoints.jobs.get> = async (request, { store }) => ({
  job: await store.jobs.get(request.job_id),
});
