import { formatModelUri, invalidParameter, type ModelUri, showValue } from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { noLoggedModel } from "../logged-models/rows.ts";
import type { NewModelVersion } from "./registry-store.ts";
import { selectVersion } from "./select.ts";

/** Where a new version comes from, in the form in which it is kept. */
export interface Origin {
  readonly source: string;
  /** Where the files are, when the source is not that place. */
  readonly location: string | null;
  readonly runId: string;
  readonly loggedModelId: string | null;
}

interface LoggedModelRow {
  readonly artifact_uri: string;
  readonly source_run_id: string;
}

/**
 * Looks up what the source of a new version refers to.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a logged model or version that is not there, INVALID_PARAMETER_VALUE
 *   when the request names another run or logged model than the version that is copied has
 */
export async function originOf(database: Database, sql: Sql, given: NewModelVersion): Promise<Origin> {
  const { source } = given;
  if (source.kind === "uri" && source.uri.kind === "version") return copyOf(database, sql, given, source.uri);
  const model = given.modelId === "" ? undefined : await loggedModel(sql, given.modelId);
  const isModel = source.kind === "uri" && source.uri.kind === "logged-model";
  return {
    source: source.kind === "uri" ? formatModelUri(source.uri) : source.source,
    location: isModel ? (model?.artifact_uri ?? null) : null,
    runId: given.runId || (model?.source_run_id ?? ""),
    loggedModelId: given.modelId || null,
  };
}

async function copyOf(
  database: Database,
  sql: Sql,
  given: NewModelVersion,
  uri: ModelUri & { readonly kind: "version" },
): Promise<Origin> {
  const row = await selectVersion(database, sql, uri);
  const isOther = (asked: string, known: string | null): boolean => asked !== "" && asked !== (known ?? "");
  if (isOther(given.runId, row.run_id) || isOther(given.modelId, row.logged_model_id)) {
    throw invalidParameter(
      `Parameter 'source' has the value ${showValue(given.source.source)}; a copy keeps run_id and model_id of that ` +
        "version: leave them out.",
    );
  }
  return {
    source: `models:/${row.model_name}/${row.version}`,
    location: row.storage_location ?? row.source,
    runId: row.run_id,
    loggedModelId: row.logged_model_id,
  };
}

async function loggedModel(sql: Sql, uuid: string): Promise<LoggedModelRow> {
  const row = await sql.get<LoggedModelRow>(
    "SELECT artifact_uri, source_run_id FROM logged_model WHERE uuid = ? AND deleted = 0",
    [uuid],
  );
  if (row === undefined) throw noLoggedModel(uuid);
  return row;
}
