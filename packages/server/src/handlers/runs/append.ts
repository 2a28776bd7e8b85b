import { checkAppendedBatch, checkRunId, checkTurn, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const append: Handler<typeof endpoints.runs.append> = async (request, { store, config }) => {
  checkRunId(request.run_id, "run_id");
  const { status, end_time: endTime } = request;
  const applied = await store.runs.append(request.run_id, checkTurn(request), {
    ...checkAppendedBatch(request, config),
    ...(status === undefined ? {} : { status }),
    ...(endTime === undefined ? {} : { endTime }),
  });
  return { applied };
};
