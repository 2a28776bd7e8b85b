import type { TrashKind } from "@millrace/contract";
import type { Dialect } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { KIND_TABLES } from "./kinds.ts";
import type { PurgeItem } from "./trash-store.ts";

/** A row that is to be removed. */
export interface ItemRow {
  readonly key: Int64Cell;
  readonly id: string;
  readonly experiment: string;
  readonly deleted: number;
  readonly deleted_ms: Int64Cell;
  readonly artifact_uri: string;
}

/** The SELECT list of an ItemRow from the table of its kind. */
export function itemColumns(kind: TrashKind, dialect: Dialect): string {
  const { table, id, experiment, place } = KIND_TABLES[kind];
  return (
    `${dialect.int64Column(`${table}.id`)} AS key, ${id} AS id, ` +
    `CAST(${table}.${experiment} AS TEXT) AS experiment, ${table}.deleted, ` +
    `${dialect.int64Column(`coalesce(${table}.deleted_ms, 0)`)} AS deleted_ms, ${table}.${place} AS artifact_uri`
  );
}

export function toItem(kind: TrashKind, row: ItemRow): PurgeItem {
  return {
    kind,
    key: readInt64(row.key),
    id: row.id,
    experimentId: row.experiment,
    deletedMs: readInt64(row.deleted_ms),
    artifactUri: row.artifact_uri,
  };
}
