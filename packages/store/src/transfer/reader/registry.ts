import { nameOfNumber } from "../../database/state-names.ts";
import { type Int64Cell, readInt64 } from "../../database/values.ts";
import { VERSION_STATUS_NUMBERS } from "../../registry/rows.ts";
import type { ForeignDatabase } from "../foreign.ts";
import type { Entry, ModelVersionRecord, RegisteredModelRecord } from "../records.ts";
import { entriesOf, pagesById, rowsByOwner } from "./rows.ts";

interface ModelRow {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly last_version: number;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
}

/** All registered models. */
export async function* readRegisteredModels(database: ForeignDatabase): AsyncGenerator<RegisteredModelRecord[]> {
  const time = (column: string): string => `${database.int64Column(`t.${column}`)} AS ${column}`;
  const pages = pagesById<ModelRow>(
    database,
    `SELECT t.id, t.name, t.description, t.last_version, ${time("created_ms")}, ${time("updated_ms")} ` +
      "FROM registered_model AS t WHERE 1 = 1",
  );
  for await (const rows of pages) {
    const ids = rows.map((row) => row.id);
    const tags = await rowsByOwner<Entry & { owner: number }>(
      database,
      "SELECT model_id AS owner, key, value FROM registered_model_tag WHERE model_id IN @ ORDER BY model_id, key",
      ids,
    );
    const aliases = await rowsByOwner<{ owner: number; alias: string; version: number }>(
      database,
      "SELECT model_id AS owner, alias, version FROM registered_model_alias WHERE model_id IN @ ORDER BY model_id, alias",
      ids,
    );
    yield rows.map((row) => ({
      name: row.name,
      description: row.description,
      createdMs: readInt64(row.created_ms),
      updatedMs: readInt64(row.updated_ms),
      lastVersion: row.last_version,
      tags: entriesOf(tags, row.id),
      aliases: (aliases.get(row.id) ?? []).map(({ alias, version }) => ({ alias, version })),
    }));
  }
}

interface VersionRow {
  readonly id: number;
  readonly model: string;
  readonly version: number;
  readonly description: string | null;
  readonly user_id: string | null;
  readonly stage: string;
  readonly source: string;
  readonly storage_location: string | null;
  readonly run_id: string;
  readonly run_link: string;
  readonly status: number;
  readonly status_message: string | null;
  readonly logged_model_id: string | null;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
}

/** All versions that are not deleted. */
export async function* readModelVersions(database: ForeignDatabase): AsyncGenerator<ModelVersionRecord[]> {
  const time = (column: string): string => `${database.int64Column(`t.${column}`)} AS ${column}`;
  const pages = pagesById<VersionRow>(
    database,
    "SELECT t.id, m.name AS model, t.version, t.description, t.user_id, t.stage, t.source, t.storage_location, t.run_id, " +
      `t.run_link, t.status, t.status_message, t.logged_model_id, ${time("created_ms")}, ${time("updated_ms")} ` +
      "FROM model_version AS t JOIN registered_model AS m ON m.id = t.model_id WHERE t.deleted = 0",
  );
  for await (const rows of pages) {
    const tags = await rowsByOwner<Entry & { owner: number }>(
      database,
      "SELECT version_id AS owner, key, value FROM model_version_tag WHERE version_id IN @ ORDER BY version_id, key",
      rows.map((row) => row.id),
    );
    yield rows.map((row) => ({
      model: row.model,
      version: row.version,
      description: row.description,
      userId: row.user_id,
      stage: row.stage,
      source: row.source,
      storageLocation: row.storage_location,
      runId: row.run_id,
      runLink: row.run_link,
      status: nameOfNumber(VERSION_STATUS_NUMBERS, row.status, "READY"),
      statusMessage: row.status_message,
      loggedModelId: row.logged_model_id,
      createdMs: readInt64(row.created_ms),
      updatedMs: readInt64(row.updated_ms),
      tags: entriesOf(tags, row.id),
    }));
  }
}
