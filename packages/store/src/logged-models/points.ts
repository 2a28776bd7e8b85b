import type { Int64 } from "@millrace/contract";
import type { Dialect } from "../database/sql.ts";
import { doubleCell, type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";

/** The metrics of logged models, as `insert` takes them. */
export const MODEL_POINTS = {
  table: "logged_model_metric",
  columns: {
    model_id: "bigint",
    run_id: "text",
    key: "text",
    step: "bigint",
    time_ms: "bigint",
    value: "float8",
    dataset_name: "text",
    dataset_digest: "text",
  },
} as const;

/** A point of a logged model. */
export interface ModelPoint {
  /** Of the run that logged it. */
  readonly runId: string;
  readonly key: string;
  readonly step: Int64;
  readonly timeMs: Int64;
  readonly value: number;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

/** A point's row but for its ids. */
export interface ModelPointRow {
  readonly run_id: string;
  readonly key: string;
  readonly step: Int64Cell;
  readonly time_ms: Int64Cell;
  readonly value: DoubleCell;
  readonly dataset_name: string | null;
  readonly dataset_digest: string | null;
}

/**
 * The SELECT list of a ModelPointRow.
 * @param table the name that `logged_model_metric` has in the query
 */
export function modelPointColumns(dialect: Pick<Dialect, "int64Column">, table = "logged_model_metric"): string {
  return (
    `${table}.run_id, ${table}.key, ${dialect.int64Column(`${table}.step`)} AS step, ` +
    `${dialect.int64Column(`${table}.time_ms`)} AS time_ms, ${table}.value, ${table}.dataset_name, ${table}.dataset_digest`
  );
}

/** The point that a row holds. */
export function toModelPoint(row: ModelPointRow): ModelPoint {
  return {
    runId: row.run_id,
    key: row.key,
    step: readInt64(row.step),
    timeMs: readInt64(row.time_ms),
    value: readDouble(row.value),
    datasetName: row.dataset_name,
    datasetDigest: row.dataset_digest,
  };
}

/** A point as a row of `MODEL_POINTS`. */
export function modelPointValues(modelId: number, point: ModelPoint) {
  const { runId, key, step, timeMs, value, datasetName, datasetDigest } = point;
  return [modelId, runId, key, step, timeMs, doubleCell(value), datasetName, datasetDigest];
}

/** Text that is the same for points that count as one; -0 and 0 are one value, as in the databases. */
export function modelPointIdentity(modelId: number, point: ModelPoint): string {
  const { runId, key, step, timeMs, value, datasetName, datasetDigest } = point;
  return JSON.stringify([modelId, runId, key, String(step), String(timeMs), String(value), datasetName, datasetDigest]);
}
