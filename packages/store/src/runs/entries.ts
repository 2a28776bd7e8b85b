import { invalidParameter, type Param, RUN_NAME_TAG, type RunTag } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Sql } from "../database/sql.ts";
import { insertValues, type WritableRun } from "./rows.ts";

const COLUMNS = { run_id: "bigint", key_id: "bigint", experiment_id: "bigint", value: "text" } as const;
const PARAMS = { table: "param", columns: COLUMNS } as const;
const TAGS = {
  table: "tag",
  columns: COLUMNS,
  onConflict: "ON CONFLICT (run_id, key_id) DO UPDATE SET value = excluded.value",
} as const;

type KeyIds = ReadonlyMap<string, number>;

/** The number of an interned key. */
export function keyId(keys: KeyIds, name: string): number {
  const id = keys.get(name);
  if (id === undefined) throw new TypeError(`The key '${name}' was not interned.`);
  return id;
}

/** Reads the values by key number of those parameters that a run has already. */
export async function readParams(
  sql: Sql,
  runId: string,
  keys: KeyIds,
  params: readonly Param[],
): Promise<Map<number, string>> {
  if (params.length === 0) return new Map();
  const list = inList(params.map((param) => keyId(keys, param.key)));
  const rows = await sql.all<{ key_id: number; value: string }>(
    `SELECT key_id, value FROM param WHERE run_id = (SELECT id FROM run WHERE uuid = ?) AND key_id IN ${list.text}`,
    [runId, ...list.params],
  );
  return new Map(rows.map((row) => [row.key_id, row.value]));
}

/**
 * Writes parameters that a run does not have yet; `existing` comes from `readParams`.
 * @throws MillraceError INVALID_PARAMETER_VALUE when one has another value already.
 */
export async function writeParams(
  sql: Sql,
  run: WritableRun,
  keys: KeyIds,
  params: readonly Param[],
  existing: ReadonlyMap<number, string>,
): Promise<void> {
  const fresh = params.filter((param) => {
    const old = existing.get(keyId(keys, param.key));
    if (old !== undefined && old !== param.value) throw paramChanged(param, old);
    return old === undefined;
  });
  await insertValues(sql, PARAMS, run, entryRows(run, keys, fresh));
}

function paramChanged(param: Param, old: string): Error {
  const cut = (text: string): string => (text.length <= 250 ? text : `${text.slice(0, 250)}…`);
  return invalidParameter(
    `Parameter '${param.key}' of this run has the value '${cut(old)}', and a parameter keeps its first value; ` +
      `the value '${cut(param.value)}' was refused. Log it under another key or in a new run.`,
  );
}

/** Writes tags over those that are there; the last of several with one key counts. `mlflow.runName` renames the run. */
export async function writeTags(sql: Sql, run: WritableRun, keys: KeyIds, tags: readonly RunTag[]): Promise<void> {
  const named = tags.findLast((tag) => tag.key === RUN_NAME_TAG && tag.value !== "");
  if (named !== undefined) await sql.run("UPDATE run SET name = ? WHERE id = ?", [named.value, run.id]);
  const last = new Map(tags.map((tag) => [tag.key, tag]));
  const written = [...last.values()].filter((tag) => tag.key !== RUN_NAME_TAG || tag.value !== "");
  await insertValues(sql, TAGS, run, entryRows(run, keys, written));
}

function entryRows(run: WritableRun, keys: KeyIds, entries: readonly (Param | RunTag)[]) {
  return entries.map((entry) => [run.id, keyId(keys, entry.key), run.experimentId, entry.value]);
}
