import type { AttributeField, TagField } from "../fields.ts";
import { type FieldRule, type Grammar, keys, names, type Namespace, spelled, type ValueType } from "../grammar.ts";

/** The columns of a registered model. */
export type RegisteredModelAttribute = "name" | "creation_timestamp" | "last_updated_timestamp";

/** What registered models can be ordered by. */
export type RegisteredModelOrderField = AttributeField<RegisteredModelAttribute>;

/** What registered models can be filtered by. */
export type RegisteredModelField = RegisteredModelOrderField | TagField;

const attribute = (name: RegisteredModelAttribute, type: ValueType): FieldRule<RegisteredModelOrderField> => ({
  field: { kind: "attribute", name },
  type,
});

const lastUpdated = attribute("last_updated_timestamp", "integer");

const attributes = names({
  name: attribute("name", "text"),
  creation_timestamp: attribute("creation_timestamp", "integer"),
  last_updated_timestamp: lastUpdated,
  timestamp: lastUpdated,
});

/** The fields that an order_by of registered models can name. */
export const REGISTERED_MODEL_ORDER_GRAMMAR: Grammar<RegisteredModelOrderField> = {
  noun: "registered models",
  bare: attributes,
  namespaces: new Map([["attribute", attributes]]),
};

/** The fields that a filter of registered models can name. */
export const REGISTERED_MODEL_GRAMMAR: Grammar<RegisteredModelField> = {
  noun: "registered models",
  bare: attributes,
  namespaces: new Map<string, Namespace<RegisteredModelField>>([
    ...spelled(
      ["tags", "tag"],
      keys((key): TagField => ({ kind: "tag", key })),
    ),
    ["attribute", attributes],
  ]),
};
