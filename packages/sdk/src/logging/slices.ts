import type { MetricInput, Param, RunTag } from "@millrace/contract";
import type { Batch, Points } from "./item.ts";

/** What one request carries. */
export interface Slice {
  readonly metrics: MetricInput[];
  readonly params: Param[];
  readonly tags: RunTag[];
}

/** How much one request may carry. */
export interface SliceLimits {
  readonly metrics: number;
  readonly params: number;
  readonly tags: number;
  readonly total: number;
}

/** Cuts a batch into requests: parameters and tags first, points in their order. An empty batch gives none. */
export function* slices(batch: Batch, limits: SliceLimits): Generator<Slice> {
  const { points, params, tags } = batch;
  let [metric, param, tag] = [0, 0, 0];
  while (param < params.length || tag < tags.length || metric < points.keys.length) {
    const someParams = params.slice(param, (param += limits.params));
    const someTags = tags.slice(tag, (tag += limits.tags));
    const room = Math.min(limits.metrics, limits.total - someParams.length - someTags.length);
    yield { metrics: metricsOf(points, metric, (metric += room)), params: someParams, tags: someTags };
  }
}

/** Points as messages. */
export function metricsOf(points: Points, from = 0, to = points.keys.length): MetricInput[] {
  const { keys, values, steps, timestamps } = points;
  const metrics: MetricInput[] = [];
  for (let i = from; i < Math.min(to, keys.length); i += 1) {
    const [key = "", value = 0, timestamp = 0, step = 0] = [keys[i], values[i], timestamps[i], steps[i]];
    metrics.push({ key, value, timestamp, step });
  }
  return metrics;
}
