import { doesNotExist, type LoggedModelInfo, type LoggedModelStatus, showValue } from "@millrace/contract";
import type { Dialect, Sql } from "../database/sql.ts";
import { nameOfNumber } from "../database/state-names.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";

/** Numbers of the states of a logged model, as the column `logged_model.status` holds them. */
export const LOGGED_MODEL_STATUS_NUMBERS: Readonly<Record<LoggedModelStatus, number>> = {
  LOGGED_MODEL_STATUS_UNSPECIFIED: 0,
  LOGGED_MODEL_PENDING: 1,
  LOGGED_MODEL_READY: 2,
  LOGGED_MODEL_UPLOAD_FAILED: 3,
};

/** A logged model's row; `id` is internal, `uuid` is the model id of the wire. */
export interface LoggedModelRow {
  readonly id: number;
  readonly uuid: string;
  readonly experiment_id: string;
  readonly name: string;
  readonly model_type: string;
  readonly source_run_id: string;
  readonly status: number;
  readonly status_message: string | null;
  readonly artifact_uri: string;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
  readonly deleted: number;
}

/** The SELECT list of a LoggedModelRow from `logged_model`. */
export function loggedModelColumns(dialect: Dialect): string {
  const time = (column: string): string => `${dialect.int64Column(`logged_model.${column}`)} AS ${column}`;
  return (
    "logged_model.id, logged_model.uuid, CAST(logged_model.experiment_id AS TEXT) AS experiment_id, " +
    "logged_model.name, logged_model.model_type, logged_model.source_run_id, logged_model.status, " +
    "logged_model.status_message, logged_model.artifact_uri, " +
    `${time("created_ms")}, ${time("updated_ms")}, logged_model.deleted`
  );
}

/** The wire form of a logged model's row, without its tags. */
export function toLoggedModelInfo(row: LoggedModelRow): LoggedModelInfo {
  return {
    model_id: row.uuid,
    experiment_id: row.experiment_id,
    name: row.name,
    creation_timestamp_ms: readInt64(row.created_ms),
    last_updated_timestamp_ms: readInt64(row.updated_ms),
    artifact_uri: row.artifact_uri,
    status: nameOfNumber(LOGGED_MODEL_STATUS_NUMBERS, row.status, "LOGGED_MODEL_STATUS_UNSPECIFIED"),
    model_type: row.model_type,
    source_run_id: row.source_run_id,
    ...(row.status_message === null ? {} : { status_message: row.status_message }),
  };
}

/** The refusal for a logged model that is not there. */
export function noLoggedModel(modelId: string): Error {
  return doesNotExist(`There is no logged model with the id ${showValue(modelId)}.`);
}

/**
 * The internal number of a logged model, active or deleted; its row is held until the transaction's end.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST.
 */
export async function lockLoggedModel(sql: Sql, dialect: Dialect, modelId: string): Promise<number> {
  const row = await sql.get<{ id: number }>(`SELECT id FROM logged_model WHERE uuid = ?${dialect.forUpdate}`, [
    modelId,
  ]);
  if (row === undefined) throw noLoggedModel(modelId);
  return row.id;
}
