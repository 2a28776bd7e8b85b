import { invalidParameter } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { ExperimentTag } from "../messages/experiment.ts";
import { checkLength } from "./characters.ts";
import { checkEntityKey } from "./entity-key.ts";
import { checkReservedTag, isCustomView, tooManyCustomViews } from "./reserved-tags.ts";

/**
 * Checks the name of an experiment.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it has more than 500 characters.
 */
export function checkExperimentName(name: string, path: string): void {
  checkLength(name, LIMITS.experimentName, path);
}

/**
 * Checks one tag of an experiment and completes it: an absent value is "".
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkExperimentTag(tag: { key: string; value?: string }, path?: string): ExperimentTag {
  const value = tag.value ?? "";
  checkEntityKey(tag.key, below(path, "key"));
  checkLength(value, LIMITS.experimentTagValue, below(path, "value"));
  checkReservedTag(tag.key, value, below(path, "value"));
  return { key: tag.key, value };
}

/**
 * Checks the tags of a new experiment.
 * @throws MillraceError INVALID_PARAMETER_VALUE, also for a key given twice or more custom views than are allowed.
 */
export function checkExperimentTags(tags: readonly { key: string; value?: string }[]): ExperimentTag[] {
  const keys = new Set<string>();
  const checked = tags.map((tag, index) => {
    if (keys.has(tag.key)) throw invalidParameter(`Parameter 'tags[${index}].key' is given twice: ${tag.key}.`);
    keys.add(tag.key);
    return checkExperimentTag(tag, `tags[${index}]`);
  });
  if (checked.filter(({ key }) => isCustomView(key)).length > LIMITS.customViews) throw tooManyCustomViews();
  return checked;
}

function below(path: string | undefined, name: string): string {
  return path === undefined ? name : `${path}.${name}`;
}
