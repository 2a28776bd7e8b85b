import {
  type DatasetInput,
  type Metric,
  type ModelInput,
  type ModelOutput,
  type Param,
  type Run,
  type RunTag,
  toWireDouble,
} from "@millrace/contract";
import type { Database, Dialect, Sql } from "../database/sql.ts";
import { type DoubleCell, type Int64Cell, readDouble, readInt64 } from "../database/values.ts";
import { MODEL_INPUT, MODEL_OUTPUT } from "./inputs.ts";
import { noRun, runColumns, type RunRow, toRunInfo } from "./rows.ts";

/**
 * Reads a run, active or deleted, with all that it logged but the histories.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST.
 */
export async function readRun({ read, dialect }: Database, runId: string): Promise<Run> {
  const row = await read.get<RunRow>(`SELECT ${runColumns(dialect)} FROM run WHERE uuid = ?`, [runId]);
  if (row === undefined) throw noRun(runId);
  const [metrics, params, tags, datasets, inputs, outputs] = await Promise.all([
    readMetrics(read, dialect, row.id),
    readPairs(read, "param", row.id),
    readPairs(read, "tag", row.id),
    readDatasetInputs(read, row.id),
    readModelInputs(read, row.id),
    readModelOutputs(read, dialect, row.id),
  ]);
  return {
    info: toRunInfo(row),
    data: { ...unlessEmpty("metrics", metrics), ...unlessEmpty("params", params), ...unlessEmpty("tags", tags) },
    inputs: { ...unlessEmpty("dataset_inputs", datasets), ...unlessEmpty("model_inputs", inputs) },
    outputs: unlessEmpty("model_outputs", outputs),
  };
}

function unlessEmpty<Name extends string, Item>(name: Name, items: Item[]): { [name in Name]?: Item[] } {
  const result: { [name in Name]?: Item[] } = {};
  if (items.length > 0) result[name] = items;
  return result;
}

async function readMetrics(sql: Sql, dialect: Dialect, runId: number): Promise<Metric[]> {
  const rows = await sql.all<{ key: string; value: DoubleCell; time: Int64Cell; step: Int64Cell }>(
    `SELECT entity_key.name AS key, metric.last_value AS value, ${dialect.int64Column("metric.last_ms")} AS time, ` +
      `${dialect.int64Column("metric.last_step")} AS step FROM metric ` +
      "JOIN entity_key ON entity_key.id = metric.key_id WHERE metric.run_id = ?",
    [runId],
  );
  return rows.map((row) => ({
    key: row.key,
    value: toWireDouble(readDouble(row.value)),
    timestamp: readInt64(row.time),
    step: readInt64(row.step),
  }));
}

async function readPairs(sql: Sql, table: "param" | "tag", runId: number): Promise<(Param & RunTag)[]> {
  return sql.all<Param & RunTag>(
    `SELECT entity_key.name AS key, ${table}.value FROM ${table} ` +
      `JOIN entity_key ON entity_key.id = ${table}.key_id WHERE ${table}.run_id = ?`,
    [runId],
  );
}

async function readDatasetInputs(sql: Sql, runId: number): Promise<DatasetInput[]> {
  const rows = await sql.all<{
    id: number;
    name: string;
    digest: string;
    source_type: string;
    source: string;
    schema_text: string | null;
    profile: string | null;
  }>(
    "SELECT dataset_input.id, dataset.name, dataset.digest, dataset.source_type, dataset.source, dataset.schema_text, " +
      "dataset.profile FROM dataset_input JOIN dataset ON dataset.id = dataset_input.dataset_id " +
      "WHERE dataset_input.run_id = ? ORDER BY dataset_input.id",
    [runId],
  );
  if (rows.length === 0) return [];
  const tags = await sql.all<{ input_id: number; key: string; value: string }>(
    "SELECT dataset_input_tag.input_id, dataset_input_tag.key, dataset_input_tag.value FROM dataset_input " +
      "JOIN dataset_input_tag ON dataset_input_tag.input_id = dataset_input.id " +
      "WHERE dataset_input.run_id = ? ORDER BY dataset_input_tag.key",
    [runId],
  );
  return rows.map(({ id, schema_text: schema, profile, ...dataset }) => ({
    ...unlessEmpty(
      "tags",
      tags.filter((tag) => tag.input_id === id).map(({ key, value }) => ({ key, value })),
    ),
    dataset: { ...dataset, ...(schema === null ? {} : { schema }), ...(profile === null ? {} : { profile }) },
  }));
}

async function readModelInputs(sql: Sql, runId: number): Promise<ModelInput[]> {
  return sql.all<ModelInput>("SELECT model_id FROM model_link WHERE run_id = ? AND direction = ? ORDER BY id", [
    runId,
    MODEL_INPUT,
  ]);
}

async function readModelOutputs(sql: Sql, dialect: Dialect, runId: number): Promise<ModelOutput[]> {
  const rows = await sql.all<{ model_id: string; step: Int64Cell }>(
    `SELECT model_id, ${dialect.int64Column("step")} AS step FROM model_link ` +
      "WHERE run_id = ? AND direction = ? ORDER BY id",
    [runId, MODEL_OUTPUT],
  );
  return rows.map((row) => ({ model_id: row.model_id, step: readInt64(row.step) }));
}
