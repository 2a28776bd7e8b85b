import { type LoggedModelTag, stringifyJson, toWireDouble } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Database, Dialect, Sql } from "../database/sql.ts";
import { readDouble, readInt64 } from "../database/values.ts";
import { modelPointColumns, type ModelPointRow } from "./points.ts";
import { loggedModelColumns, type LoggedModelRow, toLoggedModelInfo } from "./rows.ts";

/** How many models are read together, and how many points of them at once. */
const MODELS = 32;
const POINTS = 4096;

/**
 * The JSON objects of logged models in the order of `ids`, joined by commas, in chunks that take little memory; models
 * that are gone by now are left out. Between chunks other work of the process gets its turn.
 */
export async function* loggedModelTexts(database: Database, ids: readonly number[]): AsyncGenerator<string> {
  let separator = "";
  for (const slice of slicesOf(ids, MODELS)) {
    const parts = await readParts(database, slice);
    for (const model of slice.flatMap((id) => parts.models.get(id) ?? [])) {
      yield separator + openingText(model, parts);
      yield* metricsText(database, model, parts);
      yield "}}";
      separator = ",";
    }
    await new Promise(setImmediate);
  }
}

/** What models have, by internal id; `points` are undefined when they are too many to be read together. */
interface Parts {
  readonly models: ReadonlyMap<number, LoggedModelRow>;
  readonly params: ReadonlyMap<number, readonly EntryRow[]>;
  readonly tags: ReadonlyMap<number, readonly EntryRow[]>;
  readonly points: ReadonlyMap<number, readonly PointRow[]> | undefined;
}

async function readParts({ read, dialect }: Database, ids: readonly number[]): Promise<Parts> {
  const list = inList(ids);
  const [rows, params, tags, points] = await Promise.all([
    read.all<LoggedModelRow>(
      `SELECT ${loggedModelColumns(dialect)} FROM logged_model WHERE logged_model.id IN ${list.text}`,
      list.params,
    ),
    readEntries(read, "logged_model_param", ids),
    readEntries(read, "logged_model_tag", ids),
    readPoints(read, dialect, ids, POINTS + 1),
  ]);
  return {
    models: new Map(rows.map((row) => [row.id, row])),
    params,
    tags,
    points: points.length > POINTS ? undefined : Map.groupBy(points, (row) => row.model_id),
  };
}

/** Everything up to the metrics: the text ends inside `data`. */
function openingText(model: LoggedModelRow, { params, tags }: Parts): string {
  const ownTags = tags.get(model.id)?.map(toEntry);
  const ownParams = params.get(model.id)?.map(toEntry);
  const info = stringifyJson({ ...toLoggedModelInfo(model), ...(ownTags === undefined ? {} : { tags: ownTags }) });
  return `{"info":${info},"data":{${ownParams === undefined ? "" : `"params":${JSON.stringify(ownParams)}`}`;
}

/** The list of metrics, after a comma when parameters came before; nothing when there are none. */
async function* metricsText(
  { read, dialect }: Database,
  model: LoggedModelRow,
  { params, points }: Parts,
): AsyncGenerator<string> {
  let prefix = `${params.has(model.id) ? "," : ""}"metrics":[`;
  let rows = points === undefined ? await readPoints(read, dialect, [model.id], POINTS) : (points.get(model.id) ?? []);
  if (rows.length === 0) return;
  for (;;) {
    yield prefix + rows.map((row) => pointText(model.uuid, row)).join(",");
    prefix = ",";
    const last = rows.at(-1);
    if (points !== undefined || last === undefined || rows.length < POINTS) break;
    rows = await readPoints(read, dialect, [model.id], POINTS, last.id);
    if (rows.length === 0) break;
  }
  yield "]";
}

interface EntryRow extends LoggedModelTag {
  readonly model_id: number;
}

function toEntry({ key, value }: EntryRow): LoggedModelTag {
  return { key, value };
}

async function readEntries(
  sql: Sql,
  table: "logged_model_param" | "logged_model_tag",
  ids: readonly number[],
): Promise<Map<number, EntryRow[]>> {
  const list = inList(ids);
  const rows = await sql.all<EntryRow>(
    `SELECT model_id, key, value FROM ${table} WHERE model_id IN ${list.text} ORDER BY model_id, key`,
    list.params,
  );
  return Map.groupBy(rows, (row) => row.model_id);
}

interface PointRow extends ModelPointRow {
  readonly id: number;
  readonly model_id: number;
}

/** Points of models in the order in which they were logged. */
function readPoints(sql: Sql, dialect: Dialect, ids: readonly number[], limit: number, after = 0): Promise<PointRow[]> {
  const list = inList(ids);
  return sql.all<PointRow>(
    `SELECT id, model_id, ${modelPointColumns(dialect)} FROM logged_model_metric ` +
      `WHERE model_id IN ${list.text} AND id > ? ORDER BY model_id, id LIMIT ?`,
    [...list.params, after, limit],
  );
}

function pointText(modelId: string, row: PointRow): string {
  return stringifyJson({
    key: row.key,
    value: toWireDouble(readDouble(row.value)),
    timestamp: readInt64(row.time_ms),
    step: readInt64(row.step),
    ...(row.dataset_name === null ? {} : { dataset_name: row.dataset_name }),
    ...(row.dataset_digest === null ? {} : { dataset_digest: row.dataset_digest }),
    model_id: modelId,
    run_id: row.run_id,
  });
}
