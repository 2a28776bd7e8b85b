import { showValue } from "../decode/show-value.ts";
import { invalidParameter, type MillraceError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { ExperimentTag } from "../messages/experiment.ts";

const CUSTOM_VIEW = "mlflow.customView.view";
const DURATION = /^[1-9]\d*[mhd]$/;
const LONGEST_DURATION = 32;

/** Whether an experiment tag holds a saved view of the page. */
export function isCustomView(key: string): boolean {
  return key.startsWith(CUSTOM_VIEW);
}

/**
 * Checks that an experiment has room for a tag: only so many saved views are kept.
 * @param present the tags that the experiment has
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkRoomForTag(key: string, present: readonly ExperimentTag[]): void {
  if (!isCustomView(key) || present.some((tag) => tag.key === key)) return;
  if (present.filter((tag) => isCustomView(tag.key)).length >= LIMITS.customViews) throw tooManyCustomViews();
}

/** The refusal of one saved view too many. */
export function tooManyCustomViews(): MillraceError {
  return invalidParameter(
    `An experiment has at most ${LIMITS.customViews} tags '${CUSTOM_VIEW}…'; delete one before adding another.`,
  );
}

/**
 * Checks the value of an experiment tag that the server itself reads.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkReservedTag(key: string, value: string, path: string): void {
  if (key === "mlflow.trace.archivalRetention") {
    const config = readObject(key, value, path);
    if (config["type"] === "duration" && isDuration(config["value"])) return;
    throw wrongConfig(key, value, path, '{"type":"duration","value":"30d"}');
  }
  if (key === "mlflow.trace.archiveNow") {
    const olderThan = readObject(key, value, path)["older_than"];
    if (olderThan === undefined || olderThan === null || isDuration(olderThan)) return;
    throw wrongConfig(key, value, path, '{} or {"older_than":"30d"}');
  }
}

function readObject(key: string, value: string, path: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrongConfig(key, value, path, "a JSON object");
}

function isDuration(value: unknown): boolean {
  return typeof value === "string" && value.trim().length <= LONGEST_DURATION && DURATION.test(value.trim());
}

function wrongConfig(key: string, value: string, path: string, expected: string): MillraceError {
  return invalidParameter(
    `Parameter '${path}' of the tag '${key}' has the value ${showValue(value)}; expected ${expected}, with durations ` +
      "in minutes, hours or days such as 90m, 12h or 30d.",
  );
}
