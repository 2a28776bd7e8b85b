import {
  doesNotExist,
  type ModelTag,
  type ModelVersion,
  type ModelVersionStatus,
  type RegisteredModel,
  showValue,
} from "@millrace/contract";
import type { Dialect } from "../database/sql.ts";
import { nameOfNumber } from "../database/state-names.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";

/** Numbers of the states of a version, as the column `model_version.status` holds them. */
export const VERSION_STATUS_NUMBERS: Readonly<Record<ModelVersionStatus, number>> = {
  PENDING_REGISTRATION: 1,
  FAILED_REGISTRATION: 2,
  READY: 3,
};

/** A registered model's row. */
export interface ModelRow {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
}

/** The SELECT list of a ModelRow from `registered_model AS m`. */
export function modelColumns(dialect: Dialect): string {
  const time = (column: string): string => `${dialect.int64Column(`m.${column}`)} AS ${column}`;
  return `m.id, m.name, m.description, ${time("created_ms")}, ${time("updated_ms")}`;
}

/** A version's row with the name of its model. */
export interface VersionRow {
  readonly id: number;
  readonly model_id: number;
  readonly model_name: string;
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

/** The tables of a VersionRow. */
export const VERSIONS = "model_version AS v JOIN registered_model AS m ON m.id = v.model_id";

/** The SELECT list of a VersionRow from `VERSIONS`. */
export function versionColumns(dialect: Dialect): string {
  const time = (column: string): string => `${dialect.int64Column(`v.${column}`)} AS ${column}`;
  return (
    "v.id, v.model_id, m.name AS model_name, v.version, v.description, v.user_id, v.stage, v.source, " +
    "v.storage_location, v.run_id, v.run_link, v.status, v.status_message, v.logged_model_id, " +
    `${time("created_ms")}, ${time("updated_ms")}`
  );
}

/** The wire form of a version; empty lists are left out. */
export function toModelVersion(
  row: VersionRow,
  { tags = [], aliases = [] }: { tags?: readonly ModelTag[]; aliases?: readonly string[] } = {},
): ModelVersion {
  return {
    name: row.model_name,
    version: String(row.version),
    creation_timestamp: readInt64(row.created_ms),
    last_updated_timestamp: readInt64(row.updated_ms),
    ...(row.user_id ? { user_id: row.user_id } : {}),
    current_stage: row.stage,
    ...(row.description === null ? {} : { description: row.description }),
    source: row.source,
    run_id: row.run_id,
    status: nameOfNumber(VERSION_STATUS_NUMBERS, row.status, "READY"),
    ...(row.status_message ? { status_message: row.status_message } : {}),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    run_link: row.run_link,
    ...(aliases.length === 0 ? {} : { aliases: [...aliases] }),
  };
}

/** What belongs to a registered model besides its row. */
export interface ModelParts {
  readonly latest: readonly ModelVersion[];
  readonly tags: readonly ModelTag[];
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
}

/** The wire form of a registered model; empty lists and an empty description are left out. */
export function toRegisteredModel(row: ModelRow, { latest, tags, aliases }: ModelParts): RegisteredModel {
  return {
    name: row.name,
    creation_timestamp: readInt64(row.created_ms),
    last_updated_timestamp: readInt64(row.updated_ms),
    ...(row.description ? { description: row.description } : {}),
    ...(latest.length === 0 ? {} : { latest_versions: [...latest] }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    ...(aliases.length === 0
      ? {}
      : { aliases: aliases.map(({ alias, version }) => ({ alias, version: String(version) })) }),
  };
}

/** The refusal for a registered model that is not there. */
export function noModel(name: string): Error {
  return doesNotExist(`There is no registered model with the name ${showValue(name)}.`);
}

/** The refusal for a version that is not there. */
export function noVersion(name: string, version: string | number): Error {
  return doesNotExist(`The registered model ${showValue(name)} has no version ${version}.`);
}
