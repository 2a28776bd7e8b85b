import { invalidParameter, type MillraceError } from "@millrace/contract";
import { shortened } from "../excerpt.ts";
import type { AttributeField, ParamField, TagField } from "../fields.ts";
import type { OrderTerm } from "../tree.ts";
import { LOGGED_MODEL_GRAMMAR, type LoggedModelAttribute, type ModelMetricField } from "./logged-models.ts";

/** Which points of a metric count: those that were measured on a dataset of this name and digest. */
export interface ModelDataset {
  readonly name?: string;
  readonly digest?: string;
}

/** The latest point of a metric, of those on a dataset if one is named. */
export interface OrderedModelMetric extends ModelMetricField {
  readonly dataset: ModelDataset;
}

/** What logged models can be ordered by. */
export type LoggedModelOrderField = AttributeField<LoggedModelAttribute> | OrderedModelMetric | ParamField | TagField;

/** One item of an order_by list, as requests have it. */
export interface LoggedModelOrderItem {
  readonly field: string;
  readonly ascending: boolean;
  readonly dataset: ModelDataset;
}

const MAX_ITEMS = 100;
const MAX_FIELD_LENGTH = 1_000;

/**
 * Reads an order_by list of logged models: here a field is a text of its own, so that a key needs no quotes. A field that
 * is named again changes nothing and is left out.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function parseLoggedModelOrder(items: readonly LoggedModelOrderItem[]): OrderTerm<LoggedModelOrderField>[] {
  if (items.length > MAX_ITEMS) {
    throw invalidParameter(`order_by has ${items.length} items; at most ${MAX_ITEMS} are allowed.`);
  }
  const terms = new Map<string, OrderTerm<LoggedModelOrderField>>();
  for (const item of items) {
    const field = orderField(item);
    const key = JSON.stringify(field);
    if (!terms.has(key)) terms.set(key, { field, descending: !item.ascending });
  }
  return [...terms.values()];
}

function orderField({ field: text, dataset }: LoggedModelOrderItem): LoggedModelOrderField {
  const { bare, namespaces } = LOGGED_MODEL_GRAMMAR;
  const dot = text.indexOf(".");
  const key = unquoted(text.slice(dot + 1));
  const namespace = dot === -1 ? bare : namespaces.get(text.slice(0, dot));
  if (namespace === undefined || key === "" || text.length > MAX_FIELD_LENGTH) throw unknownField(text);
  const found = namespace({ start: 0, keyStart: dot + 1, namespace: undefined, key, quoted: true, suffix: undefined });
  if (!("field" in found)) throw unknownField(text);
  return found.field.kind === "metric" ? { ...found.field, dataset } : found.field;
}

function unquoted(key: string): string {
  return /^(?:`[^]+`|"[^]+")$/.test(key) ? key.slice(1, -1) : key;
}

function unknownField(text: string): MillraceError {
  return invalidParameter(
    `Logged models can't be ordered by '${shortened(text)}'; expected an attribute such as creation_time, or ` +
      "metrics.<key>, params.<key> or tags.<key>.",
  );
}
