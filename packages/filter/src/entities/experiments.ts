import type { AttributeField, TagField } from "../fields.ts";
import { type FieldRule, type Grammar, keys, names, type Namespace, spelled, type ValueType } from "../grammar.ts";

/** The columns of an experiment; comparisons with `experiment_id` carry numbers. */
export type ExperimentAttribute = "experiment_id" | "name" | "creation_time" | "last_update_time";

/** What experiments can be ordered by. */
export type ExperimentOrderField = AttributeField<ExperimentAttribute>;

/** What experiments can be filtered by. */
export type ExperimentField = ExperimentOrderField | TagField;

const attribute = (name: ExperimentAttribute, type: ValueType): FieldRule<ExperimentOrderField> => ({
  field: { kind: "attribute", name },
  type,
});

const attributes = names({
  name: attribute("name", "text"),
  experiment_id: attribute("experiment_id", "id"),
  creation_time: attribute("creation_time", "integer"),
  last_update_time: attribute("last_update_time", "integer"),
});

/** The fields that an order_by of experiments can name. */
export const EXPERIMENT_ORDER_GRAMMAR: Grammar<ExperimentOrderField> = {
  noun: "experiments",
  bare: attributes,
  namespaces: new Map([["attribute", attributes]]),
};

/** The fields that a filter of experiments can name. */
export const EXPERIMENT_GRAMMAR: Grammar<ExperimentField> = {
  noun: "experiments",
  bare: attributes,
  namespaces: new Map<string, Namespace<ExperimentField>>([
    ...spelled(
      ["tags", "tag"],
      keys((key): TagField => ({ kind: "tag", key })),
    ),
    ["attribute", attributes],
  ]),
};
