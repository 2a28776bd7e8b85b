import { showValue } from "../decode/show-value.ts";
import { invalidParameter, MillraceError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { GivenModelEntry, LoggedModelParameter, LoggedModelTag } from "../messages/logged-model.ts";
import { checkLength } from "./characters.ts";
import { checkListLength } from "./list-length.ts";

const FORBIDDEN = /[/:.%"']/;

/**
 * Checks the name of a logged model: it goes into URIs, so some characters can't be in it.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkLoggedModelName(name: string, path: string): void {
  checkLength(name, LIMITS.loggedModelText, path);
  if (!FORBIDDEN.test(name)) return;
  throw invalidParameter(
    `Parameter '${path}' has the value ${showValue(name)}; a logged model's name has none of the characters / : . % " '.`,
  );
}

/**
 * Checks the parameters of a logged model and completes them: absent texts are "".
 * @throws MillraceError INVALID_PARAMETER_VALUE for too many or a key beyond its limit, BAD_REQUEST for a key given twice.
 */
export function checkLoggedModelParams(params: readonly GivenModelEntry[]): LoggedModelParameter[] {
  return uniqueEntries(params, "params");
}

/**
 * Checks the tags of a new logged model; as `checkLoggedModelParams`.
 * @throws MillraceError INVALID_PARAMETER_VALUE or BAD_REQUEST.
 */
export function checkNewLoggedModelTags(tags: readonly GivenModelEntry[]): LoggedModelTag[] {
  return uniqueEntries(tags, "tags");
}

/**
 * Checks tags that are to be set on a logged model; of several with one key the last counts.
 * @throws MillraceError INVALID_PARAMETER_VALUE for too many or a key beyond its limit.
 */
export function checkLoggedModelTags(tags: readonly GivenModelEntry[]): LoggedModelTag[] {
  const last = new Map(checkedEntries(tags, "tags").map((tag) => [tag.key, tag]));
  return [...last.values()];
}

function uniqueEntries(given: readonly GivenModelEntry[], path: string): LoggedModelParameter[] {
  const keys = new Set<string>();
  return checkedEntries(given, path).map((entry, index) => {
    if (keys.has(entry.key)) {
      throw new MillraceError(
        "BAD_REQUEST",
        `Parameter '${path}[${index}].key' is given twice: ${showValue(entry.key)}.`,
      );
    }
    keys.add(entry.key);
    return entry;
  });
}

function checkedEntries(given: readonly GivenModelEntry[], path: string): LoggedModelParameter[] {
  checkListLength(given, LIMITS.loggedModelEntries, path);
  return given.map(({ key = "", value = "" }, index) => {
    checkLength(key, LIMITS.loggedModelKey, `${path}[${index}].key`);
    return { key, value };
  });
}
