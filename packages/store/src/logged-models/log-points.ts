import { type Int64, INT64_MAX, INT64_MIN, type MetricInput, MillraceError, showValue } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql, SqlValue } from "../database/sql.ts";
import { doubleCell, type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";

const POINTS = {
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

/** A point of a logged model; the columns but the run's, which is the same for all points of a write. */
interface ModelPoint {
  readonly modelId: number;
  readonly key: string;
  readonly step: Int64;
  readonly time: Int64;
  readonly value: number;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

/**
 * Keeps those points that were logged with a logged model with the model too; a point that it has from this run already
 * is taken once. The transaction holds the run.
 * @throws MillraceError BAD_REQUEST for a model that does not exist.
 */
export async function logModelPoints(
  sql: Sql,
  dialect: Dialect,
  runId: string,
  metrics: readonly MetricInput[],
): Promise<void> {
  const given = metrics.filter((metric) => isOfModel(metric));
  if (given.length === 0) return;
  const models = await findModels(sql, dialect, new Set(given.map((metric) => metric.model_id ?? "")));
  const points = given.map((metric) => toPoint(metric, models));
  const known = new Set(await knownIdentities(sql, dialect, runId, points));
  const rows: SqlValue[][] = [];
  for (const point of points) {
    const text = identity(point);
    if (known.has(text)) continue;
    known.add(text);
    const { modelId, key, step, time, value, datasetName, datasetDigest } = point;
    rows.push([modelId, runId, key, step, time, doubleCell(value), datasetName, datasetDigest]);
  }
  if (rows.length > 0) await sql.insert(POINTS, rows);
}

function isOfModel({ model_id: id }: MetricInput): boolean {
  return id !== undefined && id !== "";
}

async function findModels(sql: Sql, dialect: Dialect, uuids: ReadonlySet<string>): Promise<Map<string, number>> {
  const list = inList([...uuids]);
  const rows = await sql.all<{ id: number; uuid: string }>(
    `SELECT id, uuid FROM logged_model WHERE uuid IN ${list.text}${dialect.forShare}`,
    list.params,
  );
  return new Map(rows.map((row) => [row.uuid, row.id]));
}

function toPoint(metric: MetricInput, models: ReadonlyMap<string, number>): ModelPoint {
  const uuid = metric.model_id ?? "";
  const modelId = models.get(uuid);
  if (modelId === undefined) {
    throw new MillraceError("BAD_REQUEST", `There is no logged model with the id ${showValue(uuid)}.`);
  }
  const { key, value, timestamp: time, step = 0, dataset_name: name, dataset_digest: digest } = metric;
  return { modelId, key, step, time, value, datasetName: name || null, datasetDigest: digest || null };
}

interface PointRow {
  readonly model_id: number;
  readonly key: string;
  readonly step: Int64Cell;
  readonly time_ms: Int64Cell;
  readonly value: DoubleCell;
  readonly dataset_name: string | null;
  readonly dataset_digest: string | null;
}

/** Of the points that the models have from this run, those that could equal one of the given ones. */
async function knownIdentities(
  sql: Sql,
  dialect: Dialect,
  runId: string,
  points: readonly ModelPoint[],
): Promise<string[]> {
  const models = inList([...new Set(points.map((point) => point.modelId))]);
  const keys = inList([...new Set(points.map((point) => point.key))]);
  const steps = extent(points.map((point) => point.step));
  const times = extent(points.map((point) => point.time));
  const rows = await sql.all<PointRow>(
    `SELECT model_id, key, ${dialect.int64Column("step")} AS step, ${dialect.int64Column("time_ms")} AS time_ms, ` +
      `value, dataset_name, dataset_digest FROM logged_model_metric WHERE model_id IN ${models.text} ` +
      `AND key IN ${keys.text} AND step BETWEEN ? AND ? AND time_ms BETWEEN ? AND ? AND run_id = ?`,
    [...models.params, ...keys.params, ...steps, ...times, runId],
  );
  return rows.map((row) =>
    identity({
      modelId: row.model_id,
      key: row.key,
      step: readInt64(row.step),
      time: readInt64(row.time_ms),
      value: readDouble(row.value),
      datasetName: row.dataset_name,
      datasetDigest: row.dataset_digest,
    }),
  );
}

function extent(values: readonly Int64[]): [Int64, Int64] {
  let [low, high]: [Int64, Int64] = [INT64_MAX, INT64_MIN];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Text that is the same for points that count as one; -0 and 0 are one value, as in the databases. */
function identity({ modelId, key, step, time, value, datasetName, datasetDigest }: ModelPoint): string {
  return JSON.stringify([modelId, key, String(step), String(time), String(value + 0), datasetName, datasetDigest]);
}
