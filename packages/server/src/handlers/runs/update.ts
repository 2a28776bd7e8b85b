import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { runIdOf } from "../run-id.ts";

export const update: Handler<typeof endpoints.runs.update> = async (request, { store }) => ({
  run_info: await store.runs.update(runIdOf(request), {
    ...(request.status === undefined ? {} : { status: request.status }),
    ...(request.end_time === undefined ? {} : { endTime: request.end_time }),
    ...(request.run_name ? { name: request.run_name } : {}),
  }),
});
