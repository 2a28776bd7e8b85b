import { checkRunTag, type endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { runIdOf } from "../run-id.ts";

export const setTag: Handler<typeof endpoints.runs.setTag> = async (request, { store, config }) => {
  await store.runs.log(runIdOf(request), { tags: [checkRunTag(request, config)] });
  return {};
};
