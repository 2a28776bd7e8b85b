import { stringifyJson } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Database, Dialect } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import { noRun, type RunRow, runColumns, toRunInfo } from "../runs/rows.ts";
import { readLinks, withLinks } from "./run-links.ts";

/** A run's row with what it logged as JSON lists. */
interface RunTextRow extends RunRow {
  readonly metrics: string;
  readonly params: string;
  readonly tags: string;
}

/** Runs are read in chunks of about this many characters, so that a chunk takes little memory and time. */
const CHUNK_CHARACTERS = 500_000;
const MOST_RUNS = 256;
const FIRST_RUNS = 64;

/**
 * The JSON objects of runs in the order of `ids`, joined by commas, in chunks; runs that are gone by now are left out.
 * Between chunks other work of the process gets its turn.
 */
export async function* runTexts(database: Database, keys: Keys, ids: readonly number[]): AsyncGenerator<string> {
  let size = FIRST_RUNS;
  let separator = "";
  for (let start = 0; start < ids.length;) {
    const chunk = ids.slice(start, start + size);
    start += chunk.length;
    let characters = 0;
    for await (const text of chunkTexts(database, keys, chunk)) {
      characters += text.length;
      yield separator + text;
      separator = ",";
    }
    const fitting = Math.floor((CHUNK_CHARACTERS * chunk.length) / Math.max(1, characters));
    size = Math.max(1, Math.min(MOST_RUNS, fitting));
    await new Promise(setImmediate);
  }
}

/**
 * The JSON object of one run, with the models that it read, which searches leave out.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST.
 */
export async function runText({ read, dialect }: Database, keys: Keys, runId: string): Promise<string> {
  const row = await read.get<RunTextRow & { readonly linked: number }>(
    `SELECT one.*, ${LINKED} AS linked FROM (${selectRuns(dialect)} WHERE run.uuid = ?) AS one`,
    [runId],
  );
  if (row === undefined) throw noRun(runId);
  const [run = row] = await withKeyNames(dialect, keys, [row]);
  if (Number(row.linked) === 0) return objectText(run, "{}", "{}");
  const { inputs, outputs } = await readLinks(read, dialect, row.id);
  return objectText(run, inputs, outputs);
}

/** Most runs have no datasets or models; then one statement reads all there is. */
const LINKED =
  "CASE WHEN EXISTS (SELECT 1 FROM dataset_input WHERE dataset_input.run_id = one.id) " +
  "OR EXISTS (SELECT 1 FROM model_link WHERE model_link.run_id = one.id) THEN 1 ELSE 0 END";

function objectText(run: RunTextRow, inputs: string, outputs: string): string {
  const info = stringifyJson(toRunInfo(run));
  return `{"info":${info},"data":{${dataText(run)}},"inputs":${inputs},"outputs":${outputs}}`;
}

async function* chunkTexts({ read, dialect }: Database, keys: Keys, ids: readonly number[]): AsyncGenerator<string> {
  const list = inList(ids);
  const found = await read.all<RunTextRow>(`${selectRuns(dialect)} WHERE run.id IN ${list.text}`, list.params);
  const rows = await withKeyNames(dialect, keys, found);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const present = ids.flatMap((id) => byId.get(id) ?? []);
  for await (const { runs, links } of withLinks(read, dialect, present)) {
    let text = "";
    for (const run of runs) {
      const { inputs, outputs } = links;
      text += text === "" ? "" : ",";
      text += objectText(run, inputs.get(run.id) ?? "{}", outputs.get(run.id) ?? "{}");
      if (text.length < CHUNK_CHARACTERS) continue;
      yield text;
      text = "";
    }
    if (text !== "") yield text;
  }
}

function dataText({ metrics, params, tags }: RunTextRow): string {
  let text = "";
  for (const [name, list] of [
    ["metrics", metrics],
    ["params", params],
    ["tags", tags],
  ] as const) {
    if (list !== "[]") text += `${text === "" ? "" : ","}"${name}":${list}`;
  }
  return text;
}

const selects = new WeakMap<Dialect, string>();

/** The lists are made by the database: that takes half the time of reading a row for each entry. */
function selectRuns(dialect: Dialect): string {
  let text = selects.get(dialect);
  if (text === undefined) {
    const entries = (table: string, columns: string): string =>
      dialect.joinsKeys
        ? `SELECT entity_key.name AS key, ${columns} FROM ${table} AS e CROSS JOIN entity_key ` +
          "WHERE e.run_id = run.id AND entity_key.id = e.key_id"
        : `SELECT e.key_id AS key, ${columns} FROM ${table} AS e WHERE e.run_id = run.id`;
    const pairs = (table: string): string => dialect.jsonObjects(["key", "value"], entries(table, "e.value AS value"));
    const metrics = dialect.jsonObjects(
      ["key", "value", "timestamp", "step"],
      entries("metric", `${FINITE_VALUE} AS value, e.last_ms AS timestamp, e.last_step AS step`),
    );
    const lists = `${metrics} AS metrics, ${pairs("param")} AS params, ${pairs("tag")} AS tags`;
    text = `SELECT ${runColumns(dialect)}, ${lists} FROM run`;
    selects.set(dialect, text);
  }
  return text;
}

/** What stands before an entry's key. Inside of text there is a backslash before each quotation mark. */
const KEY = '{"key":';

/** The rows with the names of keys, where the dialect gave numbers. */
async function withKeyNames(dialect: Dialect, keys: Keys, rows: readonly RunTextRow[]): Promise<readonly RunTextRow[]> {
  if (dialect.joinsKeys) return rows;
  const ids = new Set<number>();
  const entries = (list: string): NumberedEntry[] =>
    list.split(KEY).map((text, index) => {
      if (index === 0) return { id: 0, rest: text };
      const id = Number.parseInt(text, 10);
      ids.add(id);
      return { id, rest: text.slice(text.indexOf(",")) };
    });
  const split = rows.map(({ metrics, params, tags }) => [metrics, params, tags].map(entries));
  const names = await keys.names(ids);
  const named = (list: readonly NumberedEntry[] = []): string => {
    let text = "";
    for (const { id, rest } of list) text += id === 0 ? rest : KEY + JSON.stringify(names.get(id) ?? "") + rest;
    return text;
  };
  return rows.map((row, index) => {
    const [metrics, params, tags] = split[index] ?? [];
    return { ...row, metrics: named(metrics), params: named(params), tags: named(tags) };
  });
}

interface NumberedEntry {
  readonly id: number;
  readonly rest: string;
}

/** ±Infinity as the largest double, as MLflow's endpoints answer it; NaN stays, and becomes the text "NaN". */
const FINITE_VALUE =
  "CASE WHEN e.last_value > 1.7976931348623157e308 AND e.last_value < 'NaN' THEN 1.7976931348623157e308 " +
  "WHEN e.last_value < -1.7976931348623157e308 THEN -1.7976931348623157e308 ELSE e.last_value END";
