import type { Caller } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Dialect, Sql } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { type Change, type Occasion, recordChanges } from "../registry/events.ts";

/** What the history of a model says of changes that another server saw. */
const REASON = "brought in from another tracking server";

/** Who changed something there, as far as it is known. */
export function importer(user: string | null): Caller {
  return { user: user ?? "", reason: REASON };
}

interface ModelRow {
  readonly id: number;
  readonly name: string;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
}

interface VersionRow {
  readonly version: number;
  readonly source: string;
  readonly stage: string;
  readonly user_id: string | null;
  readonly created_ms: Int64Cell;
  readonly updated_ms: Int64Cell;
}

interface Event extends Change {
  readonly user: string | null;
  readonly at: Occasion["at"];
}

/**
 * Begins the history of models that have none. When a stage or an alias was set is not known: the time of the last change
 * stands for it, by which it was.
 */
export async function beginHistories(sql: Sql, dialect: Dialect, modelIds: readonly number[]): Promise<void> {
  if (modelIds.length === 0) return;
  const time = (column: string): string => `${dialect.int64Column(column)} AS ${column}`;
  const list = inList(modelIds);
  const models = await sql.all<ModelRow>(
    `SELECT id, name, ${time("created_ms")}, ${time("updated_ms")} FROM registered_model AS m WHERE id IN ${list.text} ` +
      `AND NOT EXISTS (SELECT 1 FROM model_event WHERE model_event.model_id = m.id)${dialect.forUpdate}`,
    list.params,
  );
  for (const model of models) {
    const versions = await sql.all<VersionRow>(
      `SELECT version, source, stage, user_id, ${time("created_ms")}, ${time("updated_ms")} FROM model_version ` +
        "WHERE model_id = ? AND deleted = 0 ORDER BY version",
      [model.id],
    );
    const aliases = await sql.all<{ alias: string; version: number }>(
      "SELECT alias, version FROM registered_model_alias WHERE model_id = ? ORDER BY alias",
      [model.id],
    );
    const events = [
      ...modelEvents(model),
      ...versions.flatMap(versionEvents),
      ...aliases.map(({ alias, version }): Event => ({
        kind: "alias",
        version,
        subject: alias,
        after: String(version),
        user: null,
        at: Number(readInt64(model.updated_ms)),
      })),
    ];
    for (const { user, at, ...change } of events.sort((a, b) => a.at - b.at)) {
      await recordChanges(sql, { modelId: model.id, caller: importer(user), at }, [change]);
    }
  }
}

function modelEvents(model: ModelRow): Event[] {
  return [{ kind: "model_created", after: model.name, user: null, at: Number(readInt64(model.created_ms)) }];
}

function versionEvents(row: VersionRow): Event[] {
  const { version, user_id: user } = row;
  const created: Event = {
    kind: "version_created",
    version,
    after: row.source,
    user,
    at: Number(readInt64(row.created_ms)),
  };
  if (row.stage === "None") return [created];
  const at = Number(readInt64(row.updated_ms));
  return [created, { kind: "stage", version, before: "None", after: row.stage, user, at }];
}

/** What a model pointed to before it is brought in anew. */
export interface Pointers {
  /** By `<model id>/<alias>`. */
  readonly aliases: ReadonlyMap<string, number>;
  /** By `<model id>/<version>`. */
  readonly stages: ReadonlyMap<string, string>;
  /** The models that have a history, which goes on with each change. */
  readonly told: ReadonlySet<number>;
}

/** Reads what models that have a history point to. */
export async function readPointers(sql: Sql, modelIds: readonly number[]): Promise<Pointers> {
  const aliases = new Map<string, number>();
  const stages = new Map<string, string>();
  if (modelIds.length === 0) return { aliases, stages, told: new Set() };
  const list = inList(modelIds);
  const told = await sql.all<{ id: number }>(
    `SELECT DISTINCT model_id AS id FROM model_event WHERE model_id IN ${list.text}`,
    list.params,
  );
  if (told.length > 0) {
    const known = inList(told.map(({ id }) => id));
    const aliasRows = await sql.all<{ id: number; alias: string; version: number }>(
      `SELECT model_id AS id, alias, version FROM registered_model_alias WHERE model_id IN ${known.text}`,
      known.params,
    );
    for (const { id, alias, version } of aliasRows) aliases.set(`${id}/${alias}`, version);
    const stageRows = await sql.all<{ id: number; version: number; stage: string }>(
      `SELECT model_id AS id, version, stage FROM model_version WHERE deleted = 0 AND model_id IN ${known.text}`,
      known.params,
    );
    for (const { id, version, stage } of stageRows) stages.set(`${id}/${version}`, stage);
  }
  return { aliases, stages, told: new Set(told.map(({ id }) => id)) };
}
