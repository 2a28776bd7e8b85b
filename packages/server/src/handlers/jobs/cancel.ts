import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const cancel: Handler<typeof endpoints.jobs.cancel> = async (request, { jobs }) => ({
  job: await jobs.cancel(request.job_id),
});
