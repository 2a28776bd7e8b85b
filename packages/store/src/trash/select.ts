import { invalidParameter, showValue, type TrashKind } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Database, Sql, SqlValue } from "../database/sql.ts";
import { noExperiment, parseExperimentId } from "../experiments/rows.ts";
import { noLoggedModel } from "../logged-models/rows.ts";
import { noRun } from "../runs/rows.ts";
import { type ItemRow, itemColumns, toItem } from "./items.ts";
import { KIND_TABLES, KINDS } from "./kinds.ts";
import type { PurgeItem, TrashIds } from "./trash-store.ts";

const SLICE = 500;

/** The ids of one kind. */
export function idsOfKind(kind: TrashKind, ids: TrashIds): readonly string[] {
  if (kind === "EXPERIMENT") return ids.experimentIds;
  return kind === "RUN" ? ids.runIds : ids.loggedModelIds;
}

/**
 * Reads rows by the ids that the wire has, in the order of the ids, each once.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for an id that there is not
 */
export async function readItems(
  sql: Sql,
  database: Database,
  kind: TrashKind,
  given: readonly string[],
  lock = "",
): Promise<ItemRow[]> {
  const ids = new Set(given.map((id) => (kind === "EXPERIMENT" ? String(parseExperimentId(id)) : id)));
  const rows = await readPresent(sql, database, kind, [...ids], lock);
  return Array.from(ids, (id) => {
    const row = rows.get(id);
    if (row === undefined) throw noItem(kind, id);
    return row;
  });
}

async function readPresent(
  sql: Sql,
  { dialect }: Database,
  kind: TrashKind,
  ids: readonly string[],
  lock = "",
): Promise<Map<string, ItemRow>> {
  const { table } = KIND_TABLES[kind];
  const column = kind === "EXPERIMENT" ? "id" : "uuid";
  const rows = new Map<string, ItemRow>();
  for (const slice of slicesOf(ids, SLICE)) {
    const list = inList<SqlValue>(kind === "EXPERIMENT" ? slice.map(parseExperimentId) : slice);
    // In one order everywhere, so that transactions that lock the same rows wait for each other in a line.
    const found = await sql.all<ItemRow>(
      `SELECT ${itemColumns(kind, dialect)} FROM ${table} WHERE ${table}.${column} IN ${list.text} ` +
        `ORDER BY ${table}.id${lock}`,
      list.params,
    );
    for (const row of found) rows.set(row.id, row);
  }
  return rows;
}

/** Checks that all items are deleted, and were so at a time. */
export async function checkItems(database: Database, ids: TrashIds, deletedBefore: number): Promise<void> {
  for (const kind of KINDS) {
    for (const row of await readItems(database.read, database, kind, idsOfKind(kind, ids))) {
      if (row.deleted === 0) throw notDeleted(kind, row.id);
      if (toItem(kind, row).deletedMs > deletedBefore) {
        throw invalidParameter(
          `The ${KIND_TABLES[kind].noun} ${showValue(row.id)} was deleted later than that. Leave it out, or ask for less age.`,
        );
      }
    }
  }
}

/** Those of the items that are there and deleted. */
export async function findItems(database: Database, ids: TrashIds): Promise<PurgeItem[]> {
  const items: PurgeItem[] = [];
  for (const kind of KINDS) {
    const rows = await readPresent(database.read, database, kind, idsOfKind(kind, ids));
    for (const row of rows.values()) if (row.deleted !== 0) items.push(toItem(kind, row));
  }
  return items;
}

export function notDeleted(kind: TrashKind, id: string): Error {
  return invalidParameter(`The ${KIND_TABLES[kind].noun} ${showValue(id)} is not deleted, so it is not in the trash.`);
}

/** The next deleted items of a kind. */
export async function nextItems(
  { read, dialect }: Database,
  kind: TrashKind,
  deletedBefore: number,
  after: PurgeItem | undefined,
  limit: number,
): Promise<PurgeItem[]> {
  const { table } = KIND_TABLES[kind];
  const since = `coalesce(${table}.deleted_ms, 0)`;
  const params: SqlValue[] = [deletedBefore];
  if (after !== undefined) params.push(after.deletedMs, after.deletedMs, after.key);
  const rows = await read.all<ItemRow>(
    `SELECT ${itemColumns(kind, dialect)} FROM ${table} WHERE ${table}.deleted <> 0 AND ${since} <= ? ` +
      (after === undefined ? "" : `AND ${since} >= ? AND (${since} > ? OR ${table}.id > ?) `) +
      `ORDER BY ${since}, ${table}.id LIMIT ?`,
    [...params, limit],
  );
  return rows.map((row) => toItem(kind, row));
}

/** The next runs or logged models of an experiment. */
export async function nextContents(
  { read, dialect }: Database,
  experiment: PurgeItem,
  kind: "RUN" | "LOGGED_MODEL",
  after: PurgeItem | undefined,
  limit: number,
): Promise<PurgeItem[]> {
  const { table } = KIND_TABLES[kind];
  const rows = await read.all<ItemRow>(
    `SELECT ${itemColumns(kind, dialect)} FROM ${table} WHERE ${table}.experiment_id = ? AND ${table}.id > ? ` +
      `ORDER BY ${table}.id LIMIT ?`,
    [experiment.key, after?.key ?? 0, limit],
  );
  return rows.map((row) => toItem(kind, row));
}

function noItem(kind: TrashKind, id: string): Error {
  if (kind === "EXPERIMENT") return noExperiment(id);
  return kind === "RUN" ? noRun(id) : noLoggedModel(id);
}
