import { showValue } from "../decode/show-value.ts";
import { invalidParameter, type MillraceError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { ModelTag } from "../messages/registry.ts";
import { PROMPT_TAG, VERSION_NAME_TAG } from "../tags.ts";
import { checkLength } from "./characters.ts";
import { checkEntityKey } from "./entity-key.ts";
import { checkListLength } from "./list-length.ts";

/** The stages of a version, in MLflow's order and spelling. */
export const STAGES = ["None", "Staging", "Production", "Archived"] as const;
export type Stage = (typeof STAGES)[number];

const ALIAS = /^[\p{L}\p{N}_-]+$/u;
const VERSION_LIKE_ALIAS = /^v\d+$/i;
const VERSION_NAME = /^[A-Za-z0-9_.-]{1,255}$/;
const INTEGER = /^-?\d{1,40}$/;

/**
 * Checks the name of a registered model: it goes into URIs and may become the name of a folder.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkModelName(name: string, path: string): void {
  if (name.trim() === "") throw invalidParameter(`Parameter '${path}' is missing or empty; give it a value.`);
  checkLength(name, LIMITS.modelName, path);
  if (!/[/:]/.test(name) && name !== "." && !name.startsWith("..")) return;
  throw invalidParameter(
    `Parameter '${path}' has the value ${showValue(name)}; a model's name has no '/' and no ':', is not '.' and does ` +
      "not begin with '..'.",
  );
}

/**
 * Checks an alias.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkAlias(alias: string, path: string): void {
  checkLength(alias, LIMITS.modelAlias, path);
  if (ALIAS.test(alias)) return;
  throw invalidParameter(
    `Parameter '${path}' has the value ${showValue(alias)}; an alias has letters, digits, '_' and '-' only.`,
  );
}

/**
 * Checks an alias that is to be set: it must not look like another way to say which version is meant.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkNewAlias(alias: string, path: string): void {
  checkAlias(alias, path);
  if (!isLatest(alias) && !VERSION_LIKE_ALIAS.test(alias)) return;
  throw invalidParameter(
    `Parameter '${path}' has the value ${showValue(alias)}, which already means a version; choose another alias.`,
  );
}

/** Whether text asks for the newest version. */
export function isLatest(text: string): boolean {
  return text.toLowerCase() === "latest";
}

/**
 * The number of a version from its text. Versions count from 1; an integer that none can have becomes 0.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that is no integer.
 */
export function parseVersionNumber(text: string, path: string): number {
  if (!INTEGER.test(text)) {
    throw invalidParameter(`Parameter '${path}' has the value ${showValue(text)}; expected a version's number.`);
  }
  const version = Number(text);
  return Number.isSafeInteger(version) ? version : 0;
}

/** The stage that a text means, in any case; undefined when it means none. */
export function stageOf(text: string): Stage | undefined {
  const lower = text.toLowerCase();
  return STAGES.find((stage) => stage.toLowerCase() === lower);
}

/**
 * The stage that a text means, in any case.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function parseStage(text: string, path: string): Stage {
  const stage = stageOf(text);
  if (stage !== undefined) return stage;
  throw invalidParameter(`Parameter '${path}' has the value ${showValue(text)}; the stages are ${STAGES.join(", ")}.`);
}

/** Whether text can be the name of a version, by which URIs such as `models:/iris/v1` find it. */
export function isVersionName(text: string): boolean {
  return VERSION_NAME.test(text) && !/^(?:\d+|\.+)$/.test(text) && !isLatest(text) && stageOf(text) === undefined;
}

/**
 * Checks a tag of a registered model and completes it: an absent value is "".
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkModelTag(tag: { key: string; value?: string }, at = ""): ModelTag {
  const value = tag.value ?? "";
  checkEntityKey(tag.key, `${at}key`);
  checkLength(value, LIMITS.modelTagValue, `${at}value`);
  return { key: tag.key, value };
}

/**
 * Checks a tag of a version: as `checkModelTag`, and `millrace.versionName` must hold a name.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkVersionTag(tag: { key: string; value?: string }, at = ""): ModelTag {
  const checked = checkModelTag(tag, at);
  if (checked.key === VERSION_NAME_TAG && !isVersionName(checked.value)) throw wrongVersionName(checked.value, at);
  return checked;
}

/**
 * Checks the tags of a new registered model or version; of several with one key the last counts.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkNewTags(
  tags: readonly { key: string; value?: string }[],
  check: typeof checkModelTag | typeof checkVersionTag,
): ModelTag[] {
  checkListLength(tags, LIMITS.modelTags, "tags");
  const last = new Map(tags.map((tag, index) => [tag.key, check(tag, `tags[${index}].`)]));
  return [...last.values()];
}

/** Whether the tags say that a registered model or version is a prompt, which has no files. */
export function isPrompt(tags: readonly ModelTag[]): boolean {
  return tags.some(({ key, value }) => key === PROMPT_TAG && value.toLowerCase() === "true");
}

function wrongVersionName(name: string, at: string): MillraceError {
  return invalidParameter(
    `Parameter '${at}value' has the value ${showValue(name)}; a version's name has up to 255 letters, digits, '_', ` +
      "'.' and '-', is no number, no stage, not 'latest' and not '..'.",
  );
}
