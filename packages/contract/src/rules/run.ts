import { showValue } from "../decode/show-value.ts";
import { invalidParameter } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { MetricInput } from "../messages/metric.ts";
import type { Param, RunTag } from "../messages/run.ts";
import { checkLength, firstCharacters } from "./characters.ts";
import { checkEntityKey } from "./entity-key.ts";

const RUN_ID = /^[a-zA-Z0-9][\p{L}\p{N}_-]{0,255}$/u;

/** What to do with a value that is longer than its limit. */
export interface ValuePolicy {
  /** True to keep the first part of it, false to refuse it. */
  readonly truncateLongValues: boolean;
}

/**
 * Checks that text can be the id of a run.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkRunId(runId: string, path: string): void {
  if (RUN_ID.test(runId)) return;
  throw invalidParameter(`Parameter '${path}' has the value ${showValue(runId)}, which can't be the id of a run.`);
}

/**
 * Checks a parameter and completes it: an absent value is "", one beyond 6,000 characters is cut or refused.
 * @param at where the parameter stands in the request, with its dot: `params[0].`, or "" for the request itself
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkParam(param: { key: string; value?: string }, policy: ValuePolicy, at = ""): Param {
  checkEntityKey(param.key, `${at}key`);
  return { key: param.key, value: fit(param.value, LIMITS.paramValue, policy, `${at}value`) };
}

/**
 * Checks a tag of a run and completes it: an absent value is "", one beyond 8,000 characters is cut or refused.
 * @param at as for `checkParam`
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkRunTag(tag: { key: string; value?: string }, policy: ValuePolicy, at = ""): RunTag {
  checkEntityKey(tag.key, `${at}key`);
  return { key: tag.key, value: fit(tag.value, LIMITS.runTagValue, policy, `${at}value`) };
}

/**
 * Checks a point of a metric.
 * @param at as for `checkParam`
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkMetric(metric: MetricInput, at = ""): void {
  checkEntityKey(metric.key, `${at}key`);
  if (metric.timestamp < 0) {
    throw invalidParameter(
      `Parameter '${at}timestamp' has the value ${metric.timestamp}; expected milliseconds since 1970, not less than 0.`,
    );
  }
  if (!metric.dataset_name === !metric.dataset_digest) return;
  throw invalidParameter(
    `Parameters '${at}dataset_name' and '${at}dataset_digest' belong together; give both of them or neither.`,
  );
}

function fit(value: string | undefined, limit: number, policy: ValuePolicy, path: string): string {
  if (value === undefined) return "";
  if (policy.truncateLongValues) return firstCharacters(value, limit);
  checkLength(value, limit, path);
  return value;
}
