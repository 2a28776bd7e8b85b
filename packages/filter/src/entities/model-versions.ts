import type { AttributeField, TagField } from "../fields.ts";
import { type FieldRule, type Grammar, keys, names, type Namespace, spelled, type ValueType } from "../grammar.ts";

/** The columns of a version that it can be ordered by. */
export type ModelVersionOrderAttribute = "name" | "version_number" | "creation_timestamp" | "last_updated_timestamp";

/** The columns of a version. */
export type ModelVersionAttribute = ModelVersionOrderAttribute | "run_id" | "source_path" | "current_stage";

/** What versions can be ordered by. */
export type ModelVersionOrderField = AttributeField<ModelVersionOrderAttribute>;

/** What versions can be filtered by. */
export type ModelVersionField = AttributeField<ModelVersionAttribute> | TagField;

const attribute = <Name extends ModelVersionAttribute>(
  name: Name,
  type: ValueType,
): FieldRule<AttributeField<Name>> => ({ field: { kind: "attribute", name }, type });

const orderable = {
  name: attribute("name", "text"),
  version_number: attribute("version_number", "count"),
  creation_timestamp: attribute("creation_timestamp", "integer"),
  last_updated_timestamp: attribute("last_updated_timestamp", "integer"),
};

const orders = names<ModelVersionOrderField>(orderable);

const attributes = names<ModelVersionField>({
  ...orderable,
  run_id: attribute("run_id", "text"),
  source_path: attribute("source_path", "text"),
  current_stage: attribute("current_stage", "text"),
});

/** The fields that an order_by of versions can name. */
export const MODEL_VERSION_ORDER_GRAMMAR: Grammar<ModelVersionOrderField> = {
  noun: "model versions",
  bare: orders,
  namespaces: new Map([["attribute", orders]]),
};

/** The fields that a filter of versions can name. */
export const MODEL_VERSION_GRAMMAR: Grammar<ModelVersionField> = {
  noun: "model versions",
  bare: attributes,
  namespaces: new Map<string, Namespace<ModelVersionField>>([
    ...spelled(
      ["tags", "tag"],
      keys((key): TagField => ({ kind: "tag", key })),
    ),
    ["attribute", attributes],
  ]),
};
