import { invalidParameter } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { MetricInput } from "../messages/metric.ts";
import type { Param, ParamInput, RunTag, RunTagInput } from "../messages/run.ts";
import { checkMetric, checkParam, checkRunTag, type ValuePolicy } from "./run.ts";

/** What a `log-batch` request carries. */
export interface GivenBatch {
  readonly metrics?: readonly MetricInput[];
  readonly params?: readonly ParamInput[];
  readonly tags?: readonly RunTagInput[];
}

/** A batch whose every part has been checked and completed. */
export interface CheckedBatch {
  readonly metrics: readonly MetricInput[];
  readonly params: readonly Param[];
  readonly tags: readonly RunTag[];
}

/**
 * Checks a batch as a whole: its sizes, each part, and that no parameter is given twice.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the part, such as `params[3].key`.
 */
export function checkBatch(batch: GivenBatch, policy: ValuePolicy): CheckedBatch {
  const { metrics = [], params = [], tags = [] } = batch;
  checkCount("metrics", metrics.length, LIMITS.batchMetrics);
  checkCount("params", params.length, LIMITS.batchParams);
  checkCount("tags", tags.length, LIMITS.batchTags);
  checkCount("metrics, params and tags together", metrics.length + params.length + tags.length, LIMITS.batchTotal);
  return checkParts(batch, policy);
}

/**
 * Checks a batch for `runs.append`, which may be larger.
 * @throws MillraceError as `checkBatch` does
 */
export function checkAppendedBatch(batch: GivenBatch, policy: ValuePolicy): CheckedBatch {
  const { metrics = [], params = [], tags = [] } = batch;
  checkCount("metrics", metrics.length, LIMITS.appendMetrics);
  checkCount("params", params.length, LIMITS.appendParams);
  checkCount("tags", tags.length, LIMITS.appendTags);
  return checkParts(batch, policy);
}

function checkParts({ metrics = [], params = [], tags = [] }: GivenBatch, policy: ValuePolicy): CheckedBatch {
  checkMetrics(metrics);
  const checked = {
    metrics,
    params: params.map((param, index) => checkParam(param, policy, `params[${index}].`)),
    tags: tags.map((tag, index) => checkRunTag(tag, policy, `tags[${index}].`)),
  };
  checkUnique(checked.params);
  return checked;
}

function checkCount(what: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw invalidParameter(`The batch has ${count} ${what}; at most ${limit} are allowed. Split it.`);
}

/** Only a metric that is refused pays for the text of its place. */
function checkMetrics(metrics: readonly MetricInput[]): void {
  for (const [index, metric] of metrics.entries()) {
    try {
      checkMetric(metric);
    } catch {
      checkMetric(metric, `metrics[${index}].`);
    }
  }
}

function checkUnique(params: readonly Param[]): void {
  const keys = new Set<string>();
  for (const [index, { key }] of params.entries()) {
    if (keys.has(key)) throw invalidParameter(`Parameter 'params[${index}].key' is given twice in the batch: ${key}.`);
    keys.add(key);
  }
}
