import type { Caller } from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { type Change, type Occasion, recordChanges } from "./events.ts";
import { modelColumns, type ModelRow, noModel, noVersion, versionColumns, type VersionRow, VERSIONS } from "./rows.ts";
import type { VersionRef } from "./registry-store.ts";

/** A registered model that a transaction holds, and how to change it. */
export interface HeldModel {
  readonly sql: Sql;
  readonly model: ModelRow;
  /** When the change happens, in milliseconds since the epoch. */
  readonly now: number;
  /** Adds changes to the model's history. */
  readonly record: (changes: readonly Change[]) => Promise<void>;
}

/**
 * Runs work that changes a registered model or its versions. Changes of one model come one after the other, so that its
 * history is in the order of the changes.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export function changeModel<Result>(
  database: Database,
  name: string,
  caller: Caller,
  work: (held: HeldModel) => Promise<Result>,
): Promise<Result> {
  return database.write(async (sql) => {
    const model = await findModel(database, sql, name, database.dialect.forUpdate);
    if (model === undefined) throw noModel(name);
    const now = Date.now();
    const occasion: Occasion = { modelId: model.id, caller, at: now };
    return work({ sql, model, now, record: (changes) => recordChanges(sql, occasion, changes) });
  });
}

/**
 * Runs work that changes a version.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export function changeVersion<Result>(
  database: Database,
  { name, version }: VersionRef,
  caller: Caller,
  work: (held: HeldModel, row: VersionRow) => Promise<Result>,
): Promise<Result> {
  return changeModel(database, name, caller, async (held) => {
    const row = await findVersion(database, held.sql, { name, version });
    if (row === undefined) throw noVersion(name, version);
    return work(held, row);
  });
}

/** A registered model by name; `lock` is SQL that makes the transaction hold it. */
export function findModel(database: Database, sql: Sql, name: string, lock = ""): Promise<ModelRow | undefined> {
  const columns = modelColumns(database.dialect);
  return sql.get<ModelRow>(`SELECT ${columns} FROM registered_model AS m WHERE m.name = ?${lock}`, [name]);
}

/** A version by the name of its model and its number. */
export function findVersion(
  database: Database,
  sql: Sql,
  { name, version }: VersionRef,
): Promise<VersionRow | undefined> {
  return sql.get<VersionRow>(
    `SELECT ${versionColumns(database.dialect)} FROM ${VERSIONS} WHERE m.name = ? AND v.version = ? AND v.deleted = 0`,
    [name, version],
  );
}

/** Notes that a model has changed. */
export async function touchModel({ sql, model, now }: HeldModel): Promise<void> {
  await sql.run("UPDATE registered_model SET updated_ms = ? WHERE id = ?", [now, model.id]);
}
