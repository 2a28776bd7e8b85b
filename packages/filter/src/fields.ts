/** What can be asked of a metric's history; `last` is what a plain `metrics.key` means. */
export const AGGREGATES = ["last", "min", "max", "mean", "sum", "count", "std"] as const;

export type Aggregate = (typeof AGGREGATES)[number];

/** One number per run: an aggregate of the metric with this key. */
export interface MetricColumn {
  readonly key: string;
  readonly aggregate: Aggregate;
}

/**
 * A metric. Unquoted `metrics.loss.min` has two readings: the last value of the metric called "loss.min" (`key` and
 * `aggregate`), and the minimum of "loss" (`alternative`). The first counts if a metric of that key is known, else
 * the second.
 */
export interface MetricField extends MetricColumn {
  readonly kind: "metric";
  readonly alternative?: MetricColumn;
}

/** A parameter by its key. */
export interface ParamField {
  readonly kind: "param";
  readonly key: string;
}

/** A tag by its key. */
export interface TagField {
  readonly kind: "tag";
  readonly key: string;
}

/** A property of the datasets that are a run's inputs; a run matches if any one of its datasets does. */
export interface DatasetField {
  readonly kind: "dataset";
  readonly name: "name" | "digest" | "context";
}

/** A column of the entity itself. */
export interface AttributeField<Name extends string> {
  readonly kind: "attribute";
  readonly name: Name;
}
