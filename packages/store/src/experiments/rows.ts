import {
  doesNotExist,
  type Experiment,
  type ExperimentTag,
  invalidParameter,
  INT64_MAX,
  INT64_MIN,
  type Int64,
  showValue,
  toInt64,
} from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";

/** An experiment's row; the id is text, as the wire has it, since imported ids may pass 2^53. */
export interface ExperimentRow {
  readonly id: string;
  readonly name: string;
  readonly artifact_location: string;
  readonly deleted: number;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
}

const INTEGER = /^-?\d{1,20}$/;

/** The SELECT list of an ExperimentRow from `experiment`. */
export function experimentColumns(dialect: Dialect): string {
  const time = (column: string): string => `${dialect.int64Column(column)} AS ${column}`;
  return `CAST(id AS TEXT) AS id, name, artifact_location, deleted, ${time("created_ms")}, ${time("updated_ms")}`;
}

/**
 * An experiment id from its text.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that is no 64-bit integer.
 */
export function parseExperimentId(text: string): Int64 {
  const id = INTEGER.test(text) ? BigInt(text) : undefined;
  if (id !== undefined && id >= INT64_MIN && id <= INT64_MAX) return toInt64(id);
  throw invalidParameter(
    `${showValue(text)} is not an experiment id; ids are 64-bit integers, as in \`experiments/search\`.`,
  );
}

/** The refusal for an experiment that is not there. */
export function noExperiment(id: string): Error {
  return doesNotExist(`There is no experiment with the id ${showValue(id)}.`);
}

/** Reads the tags of experiments, by experiment id, each list in the order of the keys. */
export async function readExperimentTags(sql: Sql, ids: readonly string[]): Promise<Map<string, ExperimentTag[]>> {
  const tags = new Map<string, ExperimentTag[]>();
  if (ids.length === 0) return tags;
  const list = inList(ids.map(parseExperimentId));
  const rows = await sql.all<{ id: string; key: string; value: string }>(
    "SELECT CAST(experiment_id AS TEXT) AS id, key, value FROM experiment_tag " +
      `WHERE experiment_id IN ${list.text} ORDER BY experiment_id, key`,
    list.params,
  );
  for (const { id, key, value } of rows) {
    const known = tags.get(id);
    if (known === undefined) tags.set(id, [{ key, value }]);
    else known.push({ key, value });
  }
  return tags;
}

/** The wire form of an experiment; a list without tags is left out. */
export function toExperiment(row: ExperimentRow, tags: readonly ExperimentTag[] | undefined): Experiment {
  return {
    experiment_id: row.id,
    name: row.name,
    artifact_location: row.artifact_location,
    lifecycle_stage: row.deleted === 0 ? "active" : "deleted",
    last_update_time: readInt64(row.updated_ms),
    creation_time: readInt64(row.created_ms),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    workspace: "default",
  };
}
