import type { AttributeField, DatasetField, MetricField, ParamField, TagField } from "../fields.ts";
import { type FieldRule, type Grammar, keys, names, type Namespace, spelled } from "../grammar.ts";
import { metrics } from "../metrics.ts";

/** The columns of a run. */
export type RunAttribute = "run_id" | "run_name" | "status" | "user_id" | "artifact_uri" | "start_time" | "end_time";

/** What runs can be ordered by. */
export type RunOrderField = AttributeField<RunAttribute> | MetricField | ParamField | TagField;

/** What runs can be filtered by. */
export type RunField = RunOrderField | DatasetField;

const text = (name: RunAttribute): FieldRule<RunOrderField> => ({ field: { kind: "attribute", name }, type: "text" });
const time = (name: RunAttribute): FieldRule<RunOrderField> => ({ field: { kind: "attribute", name }, type: "time" });

const runName = text("run_name");
const startTime = time("start_time");

const attributes = names({
  run_id: text("run_id"),
  run_name: runName,
  "run name": runName,
  "Run name": runName,
  "Run Name": runName,
  status: text("status"),
  user_id: text("user_id"),
  artifact_uri: text("artifact_uri"),
  start_time: startTime,
  created: startTime,
  Created: startTime,
  end_time: time("end_time"),
});

const dataset = (name: DatasetField["name"]): FieldRule<DatasetField> => ({
  field: { kind: "dataset", name },
  type: "text",
});

const datasets = names({ name: dataset("name"), digest: dataset("digest"), context: dataset("context") });

const orderable = [
  ...spelled<RunOrderField>(["metrics", "metric"], metrics),
  ...spelled<RunOrderField>(
    ["params", "param", "parameters", "parameter"],
    keys((key) => ({ kind: "param", key })),
  ),
  ...spelled<RunOrderField>(
    ["tags", "tag"],
    keys((key) => ({ kind: "tag", key })),
  ),
  ...spelled<RunOrderField>(["attributes", "attribute", "attr", "run"], attributes),
];

/** The fields that an order_by of runs can name. */
export const RUN_ORDER_GRAMMAR: Grammar<RunOrderField> = {
  noun: "runs",
  bare: attributes,
  namespaces: new Map(orderable),
};

/** The fields that a filter of runs can name. */
export const RUN_GRAMMAR: Grammar<RunField> = {
  noun: "runs",
  bare: attributes,
  namespaces: new Map<string, Namespace<RunField>>([...orderable, ...spelled(["datasets", "dataset"], datasets)]),
};
