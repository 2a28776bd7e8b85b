import { Encoded, type endpoints, type ResponseOf } from "@millrace/contract";
import type { Database } from "../database/sql.ts";
import { noLoggedModel } from "./rows.ts";
import { loggedModelTexts } from "./texts.ts";

/**
 * One logged model with all that was logged with it, as the message of its endpoints.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, also for a deleted one unless it is allowed.
 */
export async function readLoggedModel(
  database: Database,
  modelId: string,
  allowDeleted: boolean,
): Promise<Encoded<ResponseOf<typeof endpoints.loggedModels.get>>> {
  const row = await database.read.get<{ id: number }>(
    `SELECT id FROM logged_model WHERE uuid = ?${allowDeleted ? "" : " AND deleted = 0"}`,
    [modelId],
  );
  if (row === undefined) throw noLoggedModel(modelId);
  return new Encoded(modelTexts(database, modelId, row.id));
}

async function* modelTexts(database: Database, modelId: string, id: number): AsyncGenerator<string> {
  let prefix = '{"model":';
  for await (const text of loggedModelTexts(database, [id])) {
    yield prefix + text;
    prefix = "";
  }
  // It can have been purged since it was found.
  if (prefix !== "") throw noLoggedModel(modelId);
  yield "}";
}
