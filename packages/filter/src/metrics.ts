import { type Aggregate, AGGREGATES, type MetricField } from "./fields.ts";
import type { Namespace } from "./grammar.ts";
import type { Path } from "./syntax.ts";

/** The namespace of metrics: free keys, with or without an aggregate. */
export const metrics: Namespace<MetricField> = (path) => {
  const field = path.quoted ? quotedMetric(path) : unquotedMetric(path.key);
  return field === undefined
    ? { expected: `one of ${AGGREGATES.join(", ")} after the quoted key` }
    : { field, type: "number" };
};

function quotedMetric({ key, suffix }: Path): MetricField | undefined {
  if (suffix === undefined) return { kind: "metric", key, aggregate: "last" };
  const aggregate = toAggregate(suffix);
  return aggregate === undefined ? undefined : { kind: "metric", key, aggregate };
}

function unquotedMetric(key: string): MetricField {
  const dot = key.lastIndexOf(".");
  const aggregate = dot > 0 ? toAggregate(key.slice(dot + 1)) : undefined;
  const literal = { kind: "metric", key, aggregate: "last" } as const;
  return aggregate === undefined ? literal : { ...literal, alternative: { key: key.slice(0, dot), aggregate } };
}

function toAggregate(name: string): Aggregate | undefined {
  return AGGREGATES.find((aggregate) => aggregate === name);
}
