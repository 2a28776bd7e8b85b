import {
  checkListLength,
  type endpoints,
  LIMITS,
  MillraceError,
  type RequestOf,
  RUN_NAME_TAG,
  type RunTag,
  showValue,
} from "@millrace/contract";
import type { NewRun } from "@millrace/store";
import { chooseRunName } from "./run-name.ts";

/**
 * What a request says of a new run, with a name when it gives none.
 * @throws MillraceError for tags and names that can't be
 */
export function newRun(
  request: Omit<RequestOf<typeof endpoints.runs.create>, "experiment_id">,
  experimentId: string,
): NewRun {
  checkListLength(request.tags ?? [], LIMITS.newRunTags, "tags");
  const given = (request.tags ?? []).map(({ key = "", value = "" }) => ({ key, value }));
  checkUnique(given);
  const name = chooseRunName(request.run_name, given);
  const tags = given.filter((tag) => tag.key !== RUN_NAME_TAG || tag.value !== "");
  if (!tags.some((tag) => tag.key === RUN_NAME_TAG)) tags.push({ key: RUN_NAME_TAG, value: name });
  return { experimentId, name, userId: request.user_id ?? "", startTime: request.start_time ?? 0, tags };
}

function checkUnique(tags: readonly RunTag[]): void {
  const keys = new Set<string>();
  for (const [index, { key }] of tags.entries()) {
    if (keys.has(key)) {
      throw new MillraceError("BAD_REQUEST", `Parameter 'tags[${index}].key' is given twice: ${showValue(key)}.`);
    }
    keys.add(key);
  }
}
