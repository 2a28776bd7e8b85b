import { double, int64, message, optional, requiredText, type Static, text, wireDouble } from "../schema.ts";

/** One point of a metric as a request logs it; `timestamp` in milliseconds since the epoch. */
export const MetricInput = message({
  key: requiredText(),
  value: double(),
  timestamp: int64(),
  step: optional(int64()),
  model_id: optional(text()),
  dataset_name: optional(text()),
  dataset_digest: optional(text()),
});
export type MetricInput = Static<typeof MetricInput>;

/** One point of a metric as responses carry it. */
export const Metric = message({
  key: text(),
  value: wireDouble(),
  timestamp: int64(),
  step: int64(),
  model_id: optional(text()),
  dataset_name: optional(text()),
  dataset_digest: optional(text()),
});
export type Metric = Static<typeof Metric>;

/** A point together with the run that logged it. */
export const MetricWithRunId = message({
  key: text(),
  value: wireDouble(),
  timestamp: int64(),
  step: int64(),
  run_id: text(),
});
export type MetricWithRunId = Static<typeof MetricWithRunId>;

/** The largest finite double: what MLflow answers for an infinite metric value. */
const LARGEST = Number.MAX_VALUE;

/** A stored metric value in the form of MLflow's own endpoints: NaN as "NaN", ±Infinity as ±1.7976931348623157e308. */
export function toWireDouble(value: number): number | string {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : Math.sign(value) * LARGEST;
}
