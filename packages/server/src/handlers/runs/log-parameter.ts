import { checkParam, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { runIdOf } from "../run-id.ts";

export const logParameter: Handler<typeof endpoints.runs.logParameter> = async (request, { store, config }) => {
  await store.runs.log(runIdOf(request), { params: [checkParam(request, config)] });
  return {};
};
