import { INT64_MAX, INT64_MIN, type Int64, toInt64 } from "@millrace/contract";

/** A line of a metric file: `time value`, `time value step`, or those three and the name and digest of a dataset. */
export interface MetricLine {
  /** Milliseconds. */
  readonly time: Int64;
  readonly value: number;
  readonly step: Int64;
  /** What follows the step. */
  readonly rest: readonly string[];
}

const SMALL = /^[-+]?\d{1,15}$/;
const INTEGER = /^[-+]?\d{1,20}$/;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const NAMED = /^([-+]?)(nan|inf|infinity)$/i;

/** Reads a line; undefined when it is none that MLflow writes. */
export function parseMetricLine(line: string): MetricLine | undefined {
  const fields = line.trimEnd().split(" ");
  if (fields.length < 2 || fields.length === 4) return undefined;
  const [timeText = "", valueText = "", stepText = "0", ...rest] = fields;
  const time = parseInteger(timeText);
  const value = parseDouble(valueText);
  const step = parseInteger(stepText);
  return time === undefined || value === undefined || step === undefined ? undefined : { time, value, step, rest };
}

/** A line of a metric of a logged model: `time value step run`, with or without the name and digest of a dataset. */
export function parseModelMetricLine(line: string): (Omit<MetricLine, "rest"> & ModelLineRest) | undefined {
  const fields = line.trimEnd().split(" ");
  const [timeText = "", valueText = "", stepText = "", runId = "", ...dataset] = fields;
  const time = parseInteger(timeText);
  const value = parseDouble(valueText);
  const step = parseInteger(stepText);
  if (time === undefined || value === undefined || step === undefined || runId === "") return undefined;
  const digest = dataset.pop();
  if (digest === undefined) return { time, value, step, runId, dataset: undefined };
  if (dataset.length === 0) return undefined;
  return { time, value, step, runId, dataset: { name: dataset.join(" "), digest } };
}

interface ModelLineRest {
  readonly runId: string;
  readonly dataset: { readonly name: string; readonly digest: string } | undefined;
}

function parseInteger(text: string): Int64 | undefined {
  if (SMALL.test(text)) return Number(text) + 0;
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.replace("+", ""));
  return value >= INT64_MIN && value <= INT64_MAX ? toInt64(value) : undefined;
}

/** A number as Python writes it. */
function parseDouble(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const [, sign, name] = NAMED.exec(text) ?? [];
  if (name === undefined) return undefined;
  if (name.toLowerCase() === "nan") return Number.NaN;
  return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
