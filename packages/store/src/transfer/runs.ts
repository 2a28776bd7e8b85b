import { MillraceError } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { keyId } from "../runs/entries.ts";
import { INPUT_TAGS, MODEL_INPUT, MODEL_OUTPUT } from "../runs/inputs.ts";
import { type RunHandle, STATUS_NUMBERS } from "../runs/rows.ts";
import { DatasetIds } from "./experiments.ts";
import type { DatasetInputRecord, Entry, RunRecord } from "./records.ts";

const RUNS = {
  table: "run",
  columns: {
    uuid: "text",
    experiment_id: "bigint",
    name: "text",
    user_id: "text",
    status: "smallint",
    start_ms: "bigint",
    end_ms: "bigint",
    deleted: "smallint",
    deleted_ms: "bigint",
    artifact_uri: "text",
  },
  onConflict:
    "ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, user_id = excluded.user_id, status = excluded.status, " +
    "start_ms = excluded.start_ms, end_ms = excluded.end_ms, deleted = excluded.deleted, deleted_ms = excluded.deleted_ms",
} as const;

const ENTRY_COLUMNS = { run_id: "bigint", key_id: "bigint", experiment_id: "bigint", value: "text" } as const;
const OVERWRITE = "ON CONFLICT (run_id, key_id) DO UPDATE SET value = excluded.value";
const PARAMS = { table: "param", columns: ENTRY_COLUMNS, onConflict: OVERWRITE } as const;
const TAGS = { table: "tag", columns: ENTRY_COLUMNS, onConflict: OVERWRITE } as const;

const DATASET_INPUTS = {
  table: "dataset_input",
  columns: { run_id: "bigint", dataset_id: "bigint" },
  onConflict: "ON CONFLICT (run_id, dataset_id) DO NOTHING",
} as const;

const MODEL_LINKS = {
  table: "model_link",
  columns: { run_id: "bigint", model_id: "text", direction: "smallint", step: "bigint" },
  onConflict: "ON CONFLICT (run_id, model_id, direction) DO UPDATE SET step = excluded.step",
} as const;

const SLICE = 512;

/**
 * Writes runs with their parameters, tags, inputs and outputs over those with the same ids; the artifact URI of those
 * stays. Gives where each is.
 * @throws MillraceError RESOURCE_ALREADY_EXISTS when one is there in another experiment.
 */
export async function writeRuns(
  sql: Sql,
  dialect: Dialect,
  keys: ReadonlyMap<string, number>,
  records: readonly RunRecord[],
): Promise<Map<string, RunHandle>> {
  await sql.insert(RUNS, records.map(runRow));
  const handles = await readHandles(sql, dialect, records);
  const entries = (pick: (record: RunRecord) => readonly Entry[]) =>
    records.flatMap((record) => {
      const run = handleOf(handles, record);
      return pick(record).map(({ key, value }) => [run.id, keyId(keys, key), run.experimentId, value]);
    });
  const params = entries((record) => record.params);
  const tags = entries((record) => record.tags);
  if (params.length > 0) await sql.insert(PARAMS, params);
  if (tags.length > 0) await sql.insert(TAGS, tags);
  await writeDatasetInputs(
    sql,
    records.flatMap((record) => record.datasets.map((input) => ({ run: handleOf(handles, record), input }))),
  );
  const links = records.flatMap((record) =>
    record.models.map(({ modelId, direction, step }) => [
      handleOf(handles, record).id,
      modelId,
      direction === "input" ? MODEL_INPUT : MODEL_OUTPUT,
      step,
    ]),
  );
  if (links.length > 0) await sql.insert(MODEL_LINKS, links);
  return handles;
}

function runRow(record: RunRecord) {
  return [
    record.id,
    record.experimentId,
    record.name,
    record.userId,
    STATUS_NUMBERS[record.status],
    record.startMs,
    record.endMs,
    record.deleted ? 1 : 0,
    record.deletedMs,
    record.artifactUri,
  ];
}

async function readHandles(sql: Sql, dialect: Dialect, records: readonly RunRecord[]): Promise<Map<string, RunHandle>> {
  const handles = new Map<string, RunHandle>();
  for (const slice of slicesOf(records, SLICE)) {
    const list = inList(slice.map(({ id }) => id));
    const rows = await sql.all<{ id: number; uuid: string; experiment_id: Int64Cell }>(
      `SELECT id, uuid, ${dialect.int64Column("experiment_id")} AS experiment_id FROM run WHERE uuid IN ${list.text}`,
      list.params,
    );
    for (const row of rows) handles.set(row.uuid, { id: row.id, experimentId: readInt64(row.experiment_id) });
  }
  for (const record of records) {
    if (handleOf(handles, record).experimentId === record.experimentId) continue;
    throw new MillraceError(
      "RESOURCE_ALREADY_EXISTS",
      `The run ${record.id} of experiment ${record.experimentId} is in the target already, in another experiment.`,
    );
  }
  return handles;
}

function handleOf(handles: ReadonlyMap<string, RunHandle>, { id }: RunRecord): RunHandle {
  const handle = handles.get(id);
  if (handle === undefined) throw new TypeError(`The run ${id} that was just written is not there.`);
  return handle;
}

interface LinkedInput {
  readonly run: RunHandle;
  readonly input: DatasetInputRecord;
}

async function writeDatasetInputs(sql: Sql, inputs: readonly LinkedInput[]): Promise<void> {
  if (inputs.length === 0) return;
  const datasets = await DatasetIds.read(
    sql,
    inputs.map(({ input }) => input.dataset),
  );
  const pairs = inputs.map(({ run, input }) => [run.id, datasets.get(input.dataset)]);
  await sql.insert(DATASET_INPUTS, pairs);
  const ids = new Map<string, number>();
  for (const slice of slicesOf([...new Set(inputs.map(({ run }) => run.id))], SLICE)) {
    const list = inList(slice);
    const rows = await sql.all<{ id: number; run_id: number; dataset_id: number }>(
      `SELECT id, run_id, dataset_id FROM dataset_input WHERE run_id IN ${list.text}`,
      list.params,
    );
    for (const row of rows) ids.set(`${row.run_id}/${row.dataset_id}`, row.id);
  }
  const tags = inputs.flatMap(({ run, input }) => {
    const id = ids.get(`${run.id}/${datasets.get(input.dataset)}`);
    if (id === undefined) throw new TypeError("The dataset input that was just written is not there.");
    return input.tags.map(({ key, value }) => [id, key, value]);
  });
  if (tags.length > 0) await sql.insert(INPUT_TAGS, tags);
}
