import { type MetricInput, MillraceError, showValue } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql, SqlValue } from "../database/sql.ts";
import { extentOf } from "../database/values.ts";
import {
  MODEL_POINTS,
  type ModelPoint,
  modelPointColumns,
  modelPointIdentity,
  type ModelPointRow,
  modelPointValues,
  toModelPoint,
} from "./points.ts";

/** A point with the internal id of its model. */
interface PlacedPoint extends ModelPoint {
  readonly modelId: number;
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
  const points = given.map((metric) => toPoint(metric, runId, models));
  const known = new Set(await knownIdentities(sql, dialect, runId, points));
  const rows: SqlValue[][] = [];
  for (const point of points) {
    const text = modelPointIdentity(point.modelId, point);
    if (known.has(text)) continue;
    known.add(text);
    rows.push(modelPointValues(point.modelId, point));
  }
  if (rows.length > 0) await sql.insert(MODEL_POINTS, rows);
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

function toPoint(metric: MetricInput, runId: string, models: ReadonlyMap<string, number>): PlacedPoint {
  const uuid = metric.model_id ?? "";
  const modelId = models.get(uuid);
  if (modelId === undefined) {
    throw new MillraceError("BAD_REQUEST", `There is no logged model with the id ${showValue(uuid)}.`);
  }
  const { key, value, timestamp: timeMs, step = 0, dataset_name: name, dataset_digest: digest } = metric;
  return { modelId, runId, key, step, timeMs, value, datasetName: name || null, datasetDigest: digest || null };
}

/** Of the points that the models have from this run, those that could equal one of the given ones. */
async function knownIdentities(
  sql: Sql,
  dialect: Dialect,
  runId: string,
  points: readonly PlacedPoint[],
): Promise<string[]> {
  const models = inList([...new Set(points.map((point) => point.modelId))]);
  const keys = inList([...new Set(points.map((point) => point.key))]);
  const steps = extentOf(points.map((point) => point.step));
  const times = extentOf(points.map((point) => point.timeMs));
  const rows = await sql.all<ModelPointRow & { model_id: number }>(
    `SELECT model_id, ${modelPointColumns(dialect)} FROM logged_model_metric WHERE model_id IN ${models.text} ` +
      `AND key IN ${keys.text} AND step BETWEEN ? AND ? AND time_ms BETWEEN ? AND ? AND run_id = ?`,
    [...models.params, ...keys.params, ...steps, ...times, runId],
  );
  return rows.map((row) => modelPointIdentity(row.model_id, toModelPoint(row)));
}
