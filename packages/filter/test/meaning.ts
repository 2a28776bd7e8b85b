import type {
  ExperimentField,
  FilterNode,
  LoggedModelField,
  ModelVersionField,
  OrderTerm,
  RegisteredModelField,
  RunField,
  Scalar,
} from "@millrace/filter";

type Field = RunField | ExperimentField | LoggedModelField | RegisteredModelField | ModelVersionField;

/** A comparison as the recorded cases write it: field, operator, value. */
export type Meaning = readonly [string, string, string | readonly string[] | null];

/** Puts a filter that is nothing but comparisons joined by AND into the form of the recorded cases. */
export function meaningOf(node: FilterNode<Field> | undefined): Meaning[] | "logic" {
  if (node === undefined) return [];
  if (node.kind === "and") {
    const parts = node.nodes.map(meaningOf);
    return parts.includes("logic") ? "logic" : parts.flatMap((part) => (part === "logic" ? [] : part));
  }
  if (node.kind !== "compare") return "logic";
  const field = fieldName(node.field);
  if ("values" in node) return [[field, node.op, node.values.map((value) => scalarText(node.field, value))]];
  return [[field, node.op, "value" in node ? scalarText(node.field, node.value) : null]];
}

/** Puts a term of an order into the form of the recorded cases. */
export function orderMeaningOf(term: OrderTerm<Field>): readonly [string, string] {
  return [fieldName(term.field), term.descending ? "desc" : "asc"];
}

/** Brings recorded values into one spelling: MLflow keeps numbers as they were written. */
export function normalised([field, op, value]: Meaning): Meaning {
  const one = (text: string): string => numberText(field, text);
  if (value === null) return [field, op, null];
  return [field, op, typeof value === "string" ? one(value) : value.map(one)];
}

function fieldName(field: Field): string {
  if (field.kind === "attribute" || field.kind === "dataset") return `${field.kind}:${field.name}`;
  const aggregate = "aggregate" in field && field.aggregate !== "last" ? `|${field.aggregate}` : "";
  return `${field.kind}:${field.key}${aggregate}`;
}

function scalarText(field: Field, value: Scalar): string {
  return numberText(fieldName(field), String(value));
}

/** Metrics are doubles, times and ids are 64-bit integers where they are whole; all else is text. */
function numberText(field: string, text: string): string {
  if (field.startsWith("metric:")) return String(Number(text));
  if (!/^attribute:(?:.*_time|.*_timestamp|experiment_id|version_number)$/.test(field)) return text;
  return /^\s*[+-]?\d+\s*$/.test(text) ? String(BigInt(text.trim().replace(/^\+/, ""))) : String(Number(text));
}
