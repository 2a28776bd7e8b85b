import {
  doesNotExist,
  invalidParameter,
  type LineageKind,
  type LineageNode,
  type MillraceError,
  showValue,
} from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { parseExperimentId } from "../experiments/rows.ts";
import { loggedModelColumns, type LoggedModelRow, toLoggedModelInfo } from "../logged-models/rows.ts";
import { toModelVersion, versionColumns, type VersionRow, VERSIONS } from "../registry/rows.ts";
import { runColumns, type RunRow, toRunInfo } from "../runs/rows.ts";

/** What is known of a thing by its internal id. */
export type Described = ReadonlyMap<number, LineageNode>;

/** How things of one kind are found by their ids on the wire, and told of. */
export interface Kind {
  /** The internal id; undefined when there is no such thing. */
  readonly find: (sql: Sql, id: string) => Promise<number | undefined>;
  /** At most 16,384 things. */
  readonly describe: (sql: Sql, dialect: Dialect, ids: readonly number[]) => Promise<Described>;
}

/** The kinds of things in a lineage. */
export const KINDS: Readonly<Record<LineageKind, Kind>> = {
  dataset: { find: findDataset, describe: describeDatasets },
  run: {
    find: async (sql, id) => (await sql.get<{ id: number }>("SELECT id FROM run WHERE uuid = ?", [id]))?.id,
    describe: describeRuns,
  },
  "logged-model": {
    find: async (sql, id) => (await sql.get<{ id: number }>("SELECT id FROM logged_model WHERE uuid = ?", [id]))?.id,
    describe: describeModels,
  },
  "model-version": { find: findVersion, describe: describeVersions },
};

/** The refusal of a thing that is not there. */
export function noSuchThing(kind: LineageKind, id: string): MillraceError {
  return doesNotExist(`There is no ${kind.replace("-", " ")} with the id ${showValue(id)}.`);
}

async function findDataset(sql: Sql, id: string): Promise<number | undefined> {
  const [experiment = "", name, digest, ...more] = id.split("/");
  if (name === undefined || digest === undefined || more.length > 0) {
    throw wrongId(id, "<experiment id>/<name>/<digest>, with name and digest percent-encoded");
  }
  const row = await sql.get<{ id: number }>(
    "SELECT id FROM dataset WHERE experiment_id = ? AND name = ? AND digest = ?",
    [parseExperimentId(experiment), decodePart(id, name), decodePart(id, digest)],
  );
  return row?.id;
}

function decodePart(id: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrongId(id, "its name and digest to be percent-encoded UTF-8");
  }
}

async function findVersion(sql: Sql, id: string): Promise<number | undefined> {
  const [, name, version] = /^([^/]+)\/(\d{1,15})$/.exec(id) ?? [];
  if (name === undefined) throw wrongId(id, "<model name>/<version number>");
  const row = await sql.get<{ id: number }>(
    `SELECT v.id FROM ${VERSIONS} WHERE m.name = ? AND v.version = ? AND v.deleted = 0`,
    [name, Number(version)],
  );
  return row?.id;
}

function wrongId(id: string, expected: string): MillraceError {
  return invalidParameter(`Parameter 'id' has the value ${showValue(id)}; expected ${expected}.`);
}

interface DatasetRow {
  readonly id: number;
  readonly experiment_id: string;
  readonly name: string;
  readonly digest: string;
}

async function describeDatasets(sql: Sql, _dialect: Dialect, ids: readonly number[]): Promise<Described> {
  const list = inList(ids);
  const rows = await sql.all<DatasetRow>(
    `SELECT id, CAST(experiment_id AS TEXT) AS experiment_id, name, digest FROM dataset WHERE id IN ${list.text}`,
    list.params,
  );
  return new Map(
    rows.map(({ id, experiment_id, name, digest }) => {
      const wireId = `${experiment_id}/${encodeURIComponent(name)}/${encodeURIComponent(digest)}`;
      return [id, { kind: "dataset", id: wireId, name, experiment_id, digest }];
    }),
  );
}

async function describeRuns(sql: Sql, dialect: Dialect, ids: readonly number[]): Promise<Described> {
  const list = inList(ids);
  const rows = await sql.all<RunRow>(
    `SELECT ${runColumns(dialect)} FROM run WHERE run.id IN ${list.text}`,
    list.params,
  );
  return new Map(
    rows.map((row) => {
      const { run_id: id, run_name: name, experiment_id, lifecycle_stage, status, start_time: time } = toRunInfo(row);
      return [row.id, { kind: "run", id, name, experiment_id, lifecycle_stage, status, time }];
    }),
  );
}

async function describeModels(sql: Sql, dialect: Dialect, ids: readonly number[]): Promise<Described> {
  const list = inList(ids);
  const rows = await sql.all<LoggedModelRow>(
    `SELECT ${loggedModelColumns(dialect)} FROM logged_model WHERE logged_model.id IN ${list.text}`,
    list.params,
  );
  return new Map(
    rows.map((row) => {
      const {
        model_id: id,
        name,
        experiment_id,
        status,
        model_type,
        creation_timestamp_ms: time,
      } = toLoggedModelInfo(row);
      const lifecycle_stage = row.deleted === 0 ? "active" : "deleted";
      return [row.id, { kind: "logged-model", id, name, experiment_id, lifecycle_stage, status, time, model_type }];
    }),
  );
}

async function describeVersions(sql: Sql, dialect: Dialect, ids: readonly number[]): Promise<Described> {
  const list = inList(ids);
  const rows = await sql.all<VersionRow>(
    `SELECT ${versionColumns(dialect)} FROM ${VERSIONS} WHERE v.deleted = 0 AND v.id IN ${list.text}`,
    list.params,
  );
  return new Map(
    rows.map((row) => {
      const { name, version, status, current_stage: stage, creation_timestamp: time } = toModelVersion(row);
      return [row.id, { kind: "model-version", id: `${name}/${version}`, name, version, status, stage, time }];
    }),
  );
}
