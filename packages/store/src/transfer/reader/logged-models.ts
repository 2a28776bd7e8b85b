import { inList } from "../../database/in-list.ts";
import { nameOfNumber } from "../../database/state-names.ts";
import { type Int64Cell, readInt64 } from "../../database/values.ts";
import { modelPointColumns, type ModelPointRow, toModelPoint } from "../../logged-models/points.ts";
import { LOGGED_MODEL_STATUS_NUMBERS } from "../../logged-models/rows.ts";
import type { ForeignDatabase } from "../foreign.ts";
import type { Entry, LoggedModelRecord, ModelPointRecord } from "../records.ts";
import { entriesOf, pagesById, rowsByOwner } from "./rows.ts";

interface ModelRow {
  readonly id: number;
  readonly uuid: string;
  readonly experiment_id: Int64Cell;
  readonly name: string;
  readonly model_type: string;
  readonly source_run_id: string;
  readonly status: number;
  readonly status_message: string | null;
  readonly artifact_uri: string;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
  readonly deleted: number;
  readonly deleted_ms: Int64Cell | null;
  readonly points: number;
}

/** All logged models. */
export async function* readLoggedModels(database: ForeignDatabase): AsyncGenerator<LoggedModelRecord[]> {
  const number = (column: string): string => `${database.int64Column(`t.${column}`)} AS ${column}`;
  const pages = pagesById<ModelRow>(
    database,
    `SELECT t.id, t.uuid, ${number("experiment_id")}, t.name, t.model_type, t.source_run_id, t.status, ` +
      `t.status_message, t.artifact_uri, ${number("created_ms")}, ${number("updated_ms")}, t.deleted, ` +
      `${number("deleted_ms")}, (SELECT count(*) FROM logged_model_metric AS m WHERE m.model_id = t.id) AS points ` +
      "FROM logged_model AS t WHERE 1 = 1",
  );
  for await (const rows of pages) {
    const ids = rows.map((row) => row.id);
    const entries = (part: "param" | "tag") =>
      rowsByOwner<Entry & { owner: number }>(
        database,
        `SELECT model_id AS owner, key, value FROM logged_model_${part} WHERE model_id IN @ ORDER BY model_id, key`,
        ids,
      );
    const params = await entries("param");
    const tags = await entries("tag");
    yield rows.map((row) => ({ ...toModel(row), params: entriesOf(params, row.id), tags: entriesOf(tags, row.id) }));
  }
}

function toModel(row: ModelRow): Omit<LoggedModelRecord, "params" | "tags"> {
  return {
    id: row.uuid,
    experimentId: readInt64(row.experiment_id),
    name: row.name,
    modelType: row.model_type,
    sourceRunId: row.source_run_id,
    status: nameOfNumber(LOGGED_MODEL_STATUS_NUMBERS, row.status, "LOGGED_MODEL_STATUS_UNSPECIFIED"),
    statusMessage: row.status_message,
    artifactUri: row.artifact_uri,
    createdMs: readInt64(row.created_ms),
    updatedMs: readInt64(row.updated_ms),
    deleted: row.deleted !== 0,
    deletedMs: row.deleted_ms === null ? null : readInt64(row.deleted_ms),
    points: row.points,
  };
}

/** The metrics of logged models. */
export async function* readModelPoints(
  database: ForeignDatabase,
  models: readonly LoggedModelRecord[],
): AsyncGenerator<ModelPointRecord[]> {
  const measured = models.filter(({ points }) => points > 0).map(({ id }) => id);
  if (measured.length === 0) return;
  const list = inList(measured);
  const batches = database.batches<ModelPointRow & { model_id: string }>(
    `SELECT l.uuid AS model_id, ${modelPointColumns(database, "m")} ` +
      `FROM logged_model AS l JOIN logged_model_metric AS m ON m.model_id = l.id WHERE l.uuid IN ${list.text} ORDER BY m.id`,
    list.params,
  );
  for await (const rows of batches) yield rows.map((row) => ({ modelId: row.model_id, ...toModelPoint(row) }));
}
