import { parseJson, stringifyJson } from "@millrace/contract";
import type { Sql } from "../database/sql.ts";
import { writeModelTags } from "./entries.ts";
import { noLoggedModel } from "./rows.ts";

/** The tag of a logged model that lists the versions it was registered as: a JSON list of `{name, version}`. */
export const MODEL_VERSIONS_TAG = "mlflow.modelVersions";

/**
 * Notes in a logged model's tag that it was registered, once for each version.
 * @param modelUuid the model's id on the wire
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such model or it is deleted.
 */
export async function recordRegistration(sql: Sql, modelUuid: string, name: string, version: number): Promise<void> {
  // Changes nothing, but holds the model: registrations of it come one after the other.
  const model = await sql.get<{ id: number }>(
    "UPDATE logged_model SET status = status WHERE uuid = ? AND deleted = 0 RETURNING id",
    [modelUuid],
  );
  if (model === undefined) throw noLoggedModel(modelUuid);
  const tag = await sql.get<{ value: string }>("SELECT value FROM logged_model_tag WHERE model_id = ? AND key = ?", [
    model.id,
    MODEL_VERSIONS_TAG,
  ]);
  const registrations = tag === undefined ? [] : parseList(tag.value);
  if (registrations.some((known) => isRegistration(known, name, version))) return;
  const value = stringifyJson([...registrations, { name, version }]);
  await writeModelTags(sql, model.id, [{ key: MODEL_VERSIONS_TAG, value }]);
}

/** Anyone can set the tag; what is no list gives way. */
function parseList(text: string): unknown[] {
  try {
    const value = parseJson(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isRegistration(value: unknown, name: string, version: number): boolean {
  if (typeof value !== "object" || value === null || !("name" in value) || !("version" in value)) return false;
  return value.name === name && value.version === version;
}
