import type { AttributeField, ParamField, TagField } from "../fields.ts";
import { type FieldRule, type Grammar, names, type Namespace, spelled, type ValueType } from "../grammar.ts";

/** The columns of a logged model; comparisons with `status` carry its number or its name, as text. */
export type LoggedModelAttribute =
  | "name"
  | "model_id"
  | "model_type"
  | "status"
  | "source_run_id"
  | "experiment_id"
  | "artifact_uri"
  | "creation_time"
  | "last_updated_time";

/** A metric of a logged model; a model matches if any one of its points does. */
export interface ModelMetricField {
  readonly kind: "metric";
  readonly key: string;
}

/** What logged models can be filtered by. */
export type LoggedModelField = AttributeField<LoggedModelAttribute> | ModelMetricField | ParamField | TagField;

const attribute = (
  name: LoggedModelAttribute,
  type: ValueType = "loose",
): FieldRule<AttributeField<LoggedModelAttribute>> => ({ field: { kind: "attribute", name }, type });

const artifactUri = attribute("artifact_uri");
const created = attribute("creation_time", "time");
const updated = attribute("last_updated_time", "time");

/** The attributes by all their spellings. */
export const LOGGED_MODEL_ATTRIBUTES = names({
  name: attribute("name"),
  model_id: attribute("model_id"),
  model_type: attribute("model_type"),
  status: attribute("status"),
  source_run_id: attribute("source_run_id"),
  experiment_id: attribute("experiment_id"),
  artifact_uri: artifactUri,
  artifact_location: artifactUri,
  creation_time: created,
  creation_timestamp: created,
  creation_timestamp_ms: created,
  last_updated_time: updated,
  last_updated_timestamp: updated,
  last_updated_timestamp_ms: updated,
});

function keyed(type: ValueType, toField: (key: string) => LoggedModelField): Namespace<LoggedModelField> {
  return ({ key, suffix }) =>
    suffix === undefined ? { field: toField(key), type } : { expected: "nothing after the quoted key" };
}

/** The fields that a filter of logged models can name. */
export const LOGGED_MODEL_GRAMMAR: Grammar<LoggedModelField> = {
  noun: "logged models",
  bare: LOGGED_MODEL_ATTRIBUTES,
  namespaces: new Map<string, Namespace<LoggedModelField>>([
    ...spelled(
      ["metrics", "metric"],
      keyed("number", (key) => ({ kind: "metric", key })),
    ),
    ...spelled(
      ["params", "param", "parameters", "parameter"],
      keyed("loose", (key) => ({ kind: "param", key })),
    ),
    ...spelled(
      ["tags", "tag"],
      keyed("loose", (key) => ({ kind: "tag", key })),
    ),
    ...spelled<LoggedModelField>(["attributes", "attribute", "attr"], LOGGED_MODEL_ATTRIBUTES),
  ]),
};
