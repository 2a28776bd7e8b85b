import {
  checkListLength,
  type endpoints,
  LIMITS,
  MillraceError,
  RUN_NAME_TAG,
  type RunTag,
  showValue,
} from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { chooseRunName } from "./run-name.ts";

export const create: Handler<typeof endpoints.runs.create> = async (request, { store }) => {
  if (!request.experiment_id) {
    throw new MillraceError("BAD_REQUEST", "Parameter 'experiment_id' is missing or empty; give it a value.");
  }
  checkListLength(request.tags ?? [], LIMITS.newRunTags, "tags");
  const given = (request.tags ?? []).map(({ key = "", value = "" }) => ({ key, value }));
  checkUnique(given);
  const name = chooseRunName(request.run_name, given);
  const tags = given.filter((tag) => tag.key !== RUN_NAME_TAG || tag.value !== "");
  if (!tags.some((tag) => tag.key === RUN_NAME_TAG)) tags.push({ key: RUN_NAME_TAG, value: name });
  const run = await store.runs.create({
    experimentId: request.experiment_id,
    name,
    userId: request.user_id ?? "",
    startTime: request.start_time ?? 0,
    tags,
  });
  return { run };
};

function checkUnique(tags: readonly RunTag[]): void {
  const keys = new Set<string>();
  for (const [index, { key }] of tags.entries()) {
    if (keys.has(key)) {
      throw new MillraceError("BAD_REQUEST", `Parameter 'tags[${index}].key' is given twice: ${showValue(key)}.`);
    }
    keys.add(key);
  }
}
