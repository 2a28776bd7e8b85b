import { stringifyJson } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { MODEL_INPUT, MODEL_OUTPUT } from "../runs/inputs.ts";

/** The JSON objects `inputs` and `outputs` of runs by internal id; a run without links is not in the maps. */
export interface RunLinks {
  readonly inputs: ReadonlyMap<number, string>;
  readonly outputs: ReadonlyMap<number, string>;
}

interface Edge {
  readonly input_id: number;
  readonly run_id: number;
  readonly dataset_id: number;
  readonly bytes: number;
}

/** Descriptions of datasets can have megabytes each; at most about so many bytes of them are held at once. */
const DATASET_BYTES = 4_000_000;
/** How many datasets one query reads. */
const DATASETS = 1024;

/** Gives the runs again, a few hundred at most, in slices of which each comes with its links. */
export async function* withLinks<Run extends { readonly id: number }>(
  sql: Sql,
  dialect: Dialect,
  runs: readonly Run[],
): AsyncGenerator<{ readonly runs: readonly Run[]; readonly links: RunLinks }> {
  if (runs.length === 0) return;
  const ids = inList(runs.map((run) => run.id));
  const edges = Map.groupBy(await readEdges(sql, ids), (edge) => edge.run_id);
  const tags = edges.size === 0 ? new Map<number, readonly TagRow[]>() : await readInputTags(sql, ids);
  const outputs = await readOutputs(sql, dialect, ids);
  for (const slice of runSlices(runs, edges)) {
    const inputs = await readInputs(
      sql,
      slice.flatMap((run) => edges.get(run.id) ?? []),
      tags,
    );
    yield { runs: slice, links: { inputs, outputs } };
  }
}

/** The links of one run, among them the models that it read. */
export async function readLinks(
  sql: Sql,
  dialect: Dialect,
  runId: number,
): Promise<{ readonly inputs: string; readonly outputs: string }> {
  const ids = inList([runId]);
  const [edges, tags, modelInputs, outputs] = await Promise.all([
    readEdges(sql, ids),
    readInputTags(sql, ids),
    readModelInputs(sql, runId),
    readOutputs(sql, dialect, ids),
  ]);
  const datasets = (await readInputs(sql, edges, tags)).get(runId) ?? "{}";
  const models = `"model_inputs":${JSON.stringify(modelInputs)}`;
  const inputs = datasets === "{}" ? `{${models}}` : `${datasets.slice(0, -1)},${models}}`;
  return { inputs: modelInputs.length === 0 ? datasets : inputs, outputs: outputs.get(runId) ?? "{}" };
}

function readModelInputs(sql: Sql, runId: number): Promise<{ model_id: string }[]> {
  return sql.all(`SELECT model_id FROM model_link WHERE run_id = ? AND direction = ${MODEL_INPUT} ORDER BY id`, [
    runId,
  ]);
}

type IdList = ReturnType<typeof inList<number>>;

function readEdges(sql: Sql, ids: IdList): Promise<Edge[]> {
  return sql.all<Edge>(
    "SELECT i.id AS input_id, i.run_id, i.dataset_id, octet_length(d.source) + " +
      "coalesce(octet_length(d.schema_text), 0) + coalesce(octet_length(d.profile), 0) AS bytes " +
      "FROM dataset_input AS i JOIN dataset AS d ON d.id = i.dataset_id " +
      `WHERE i.run_id IN ${ids.text} ORDER BY i.id`,
    ids.params,
  );
}

function runSlices<Run extends { readonly id: number }>(
  runs: readonly Run[],
  edges: ReadonlyMap<number, readonly Edge[]>,
): Run[][] {
  if (edges.size === 0) return [[...runs]];
  const slices: Run[][] = [];
  let slice: Run[] = [];
  let held = new Map<number, number>();
  for (const run of runs) {
    for (const edge of edges.get(run.id) ?? []) held.set(edge.dataset_id, edge.bytes);
    slice.push(run);
    if (held.values().reduce((sum, bytes) => sum + bytes, 0) < DATASET_BYTES) continue;
    slices.push(slice);
    slice = [];
    held = new Map<number, number>();
  }
  return slice.length === 0 ? slices : [...slices, slice];
}

interface TagRow {
  readonly input_id: number;
  readonly key: string;
  readonly value: string;
}

async function readInputTags(sql: Sql, ids: IdList): Promise<Map<number, TagRow[]>> {
  const rows = await sql.all<TagRow>(
    "SELECT t.input_id, t.key, t.value FROM dataset_input AS i JOIN dataset_input_tag AS t ON t.input_id = i.id " +
      `WHERE i.run_id IN ${ids.text} ORDER BY t.input_id, t.key`,
    ids.params,
  );
  return Map.groupBy(rows, (row) => row.input_id);
}

interface DatasetRow {
  readonly id: number;
  readonly name: string;
  readonly digest: string;
  readonly source_type: string;
  readonly source: string;
  readonly schema_text: string | null;
  readonly profile: string | null;
}

async function readInputs(
  sql: Sql,
  edges: readonly Edge[],
  tags: ReadonlyMap<number, readonly TagRow[]>,
): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  if (edges.length === 0) return texts;
  const datasets = await readDatasets(sql, [...new Set(edges.map((edge) => edge.dataset_id))]);
  for (const [runId, own] of Map.groupBy(edges, (edge) => edge.run_id)) {
    const items = own.map((edge) => {
      const list = tags.get(edge.input_id)?.map(({ key, value }) => ({ key, value }));
      const prefix = list === undefined ? "" : `"tags":${JSON.stringify(list)},`;
      return `{${prefix}"dataset":${datasets.get(edge.dataset_id) ?? "{}"}}`;
    });
    texts.set(runId, `{"dataset_inputs":[${items.join(",")}]}`);
  }
  return texts;
}

async function readDatasets(sql: Sql, ids: readonly number[]): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  for (const slice of slicesOf(ids, DATASETS)) {
    const list = inList(slice);
    const rows = await sql.all<DatasetRow>(
      `SELECT id, name, digest, source_type, source, schema_text, profile FROM dataset WHERE id IN ${list.text}`,
      list.params,
    );
    for (const row of rows) texts.set(row.id, datasetText(row));
  }
  return texts;
}

function datasetText({ name, digest, source_type, source, schema_text: schema, profile }: DatasetRow): string {
  return JSON.stringify({
    name,
    digest,
    source_type,
    source,
    ...(schema === null ? {} : { schema }),
    ...(profile === null ? {} : { profile }),
  });
}

async function readOutputs(sql: Sql, dialect: Dialect, ids: IdList): Promise<Map<number, string>> {
  const rows = await sql.all<{ run_id: number; model_id: string; step: Int64Cell }>(
    `SELECT run_id, model_id, ${dialect.int64Column("step")} AS step FROM model_link ` +
      `WHERE run_id IN ${ids.text} AND direction = ${MODEL_OUTPUT} ORDER BY id`,
    ids.params,
  );
  const texts = new Map<number, string>();
  for (const [runId, models] of Map.groupBy(rows, (row) => row.run_id)) {
    const items = models.map(({ model_id, step }) => stringifyJson({ model_id, step: readInt64(step) }));
    texts.set(runId, `{"model_outputs":[${items.join(",")}]}`);
  }
  return texts;
}
