import {
  doesNotExist,
  invalidParameter,
  type Int64,
  type RunInfo,
  type RunStatus,
  showValue,
} from "@millrace/contract";
import type { Dialect, InsertShape, Sql, SqlValue } from "../database/sql.ts";
import { nameOfNumber } from "../database/state-names.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";

/** Numbers of the states of a run, as the column `run.status` holds them. */
export const STATUS_NUMBERS: Readonly<Record<RunStatus, number>> = {
  RUNNING: 1,
  SCHEDULED: 2,
  FINISHED: 3,
  FAILED: 4,
  KILLED: 5,
};

/** A run's row; `id` is internal, `uuid` is the run id of the wire. */
export interface RunRow {
  readonly id: number;
  readonly uuid: string;
  readonly experiment_id: string;
  readonly name: string;
  readonly user_id: string;
  readonly status: number;
  readonly start_ms: Int64Cell;
  readonly end_ms: Int64Cell | null;
  readonly deleted: number;
  readonly artifact_uri: string;
}

/** The SELECT list of a RunRow from `run`. */
export function runColumns(dialect: Dialect): string {
  const time = (column: string): string => `${dialect.int64Column(`run.${column}`)} AS ${column}`;
  return (
    "run.id, run.uuid, CAST(run.experiment_id AS TEXT) AS experiment_id, run.name, run.user_id, run.status, " +
    `${time("start_ms")}, ${time("end_ms")}, run.deleted, run.artifact_uri`
  );
}

/** The wire form of a run's row. */
export function toRunInfo(row: RunRow): RunInfo {
  return {
    run_id: row.uuid,
    run_uuid: row.uuid,
    run_name: row.name,
    experiment_id: row.experiment_id,
    user_id: row.user_id,
    status: nameOfNumber(STATUS_NUMBERS, row.status, "RUNNING"),
    start_time: readInt64(row.start_ms),
    ...(row.end_ms === null ? {} : { end_time: readInt64(row.end_ms) }),
    artifact_uri: row.artifact_uri,
    lifecycle_stage: row.deleted === 0 ? "active" : "deleted",
  };
}

/** The refusal for a run that is not there. */
export function noRun(runId: string): Error {
  return doesNotExist(`There is no run with the id ${showValue(runId)}.`);
}

/** Where what a run logs belongs. */
export interface RunHandle {
  readonly id: number;
  readonly experimentId: Int64;
}

/** What a write to a run needs to know of it; the new values of a fresh run are indexed later. */
export interface WritableRun extends RunHandle {
  readonly fresh: boolean;
}

/** Inserts values of a run: rows without the column `indexed`, which is the last one of the table. */
export async function insertValues(
  sql: Sql,
  shape: InsertShape,
  { fresh }: WritableRun,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  if (!fresh) return sql.insert(shape, rows);
  await sql.insert(
    freshShapes.get(shape) ?? freshShape(shape),
    rows.map((row) => [...row, 0]),
  );
}

const freshShapes = new WeakMap<InsertShape, InsertShape>();

function freshShape(shape: InsertShape): InsertShape {
  const fresh: InsertShape = { ...shape, columns: { ...shape.columns, indexed: "smallint" } };
  freshShapes.set(shape, fresh);
  return fresh;
}

/**
 * Finds an active run and holds it until the transaction's end, so that writes to one run come one after the other.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, or INVALID_PARAMETER_VALUE for a deleted run.
 */
export async function lockActiveRun(sql: Sql, dialect: Dialect, runId: string): Promise<WritableRun> {
  const row = await sql.get<{ id: number; experiment_id: Int64Cell; deleted: number; fresh: number }>(
    `SELECT id, ${dialect.int64Column("experiment_id")} AS experiment_id, deleted, fresh FROM run ` +
      `WHERE uuid = ?${dialect.forUpdate}`,
    [runId],
  );
  if (row === undefined) throw noRun(runId);
  if (row.deleted !== 0) throw invalidParameter(`Run '${runId}' is deleted; restore it before you change it.`);
  return { id: row.id, experimentId: readInt64(row.experiment_id), fresh: row.fresh === 1 };
}
