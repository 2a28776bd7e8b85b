import type { FilterNode, MetricField, RunField, Scalar } from "@millrace/filter";

/** Writes a checked filter of runs as a text that means the same. */
export function printFilter(node: FilterNode<RunField>): string {
  if (node.kind === "not") return `NOT ${printInner(node.node)}`;
  if (node.kind !== "compare") return node.nodes.map(printInner).join(` ${node.kind.toUpperCase()} `);
  const head = `${printField(node.field)} ${node.op.toUpperCase()}`;
  if ("values" in node) return `${head} (${node.values.map(printListValue).join(", ")})`;
  return "value" in node ? `${head} ${printValue(node.value)}` : head;
}

/** Writes a field of runs. Keys must not hold a backtick. */
export function printField(field: RunField): string {
  if (field.kind === "attribute") return field.name;
  if (field.kind === "dataset") return `datasets.${field.name}`;
  return field.kind === "metric" ? printMetric(field) : `${field.kind}s.\`${field.key}\``;
}

function printInner(node: FilterNode<RunField>): string {
  return node.kind === "and" || node.kind === "or" ? `(${printFilter(node)})` : printFilter(node);
}

function printMetric({ key, aggregate, alternative }: MetricField): string {
  if (alternative !== undefined) return `metrics.${key}`;
  return aggregate === "last" ? `metrics.\`${key}\`` : `metrics.\`${key}\`.${aggregate}`;
}

/** Texts outside lists have no escapes: they must not hold both quotes, nor end in a backslash. */
function printValue(value: Scalar): string {
  if (typeof value !== "string") return printNumber(value);
  return value.includes("'") ? `"${value}"` : `'${value}'`;
}

function printListValue(value: Scalar): string {
  if (typeof value !== "string") return printNumber(value);
  return `'${value.replaceAll("\\", "\\x5c").replaceAll("'", "\\x27")}'`;
}

function printNumber(value: number | bigint): string {
  if (Object.is(value, -0)) return "-0";
  return String(value).replace("Infinity", "1e999");
}
