import type { endpoints, Int64, ModelEvent, ModelEventKind, ModelPointers, ResponseOf } from "@millrace/contract";
import type { Database } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import { allOf, ALWAYS, anyOf } from "../search/condition.ts";
import { type Fragment, listed, sql } from "../search/fragment.ts";
import { PageTokens } from "../search/page-tokens.ts";
import { findModel } from "./held.ts";
import type { TimelineQuery } from "./registry-store.ts";
import { type ModelRow, noModel } from "./rows.ts";

interface EventRow {
  readonly id: number;
  readonly version: number | null;
  readonly kind: ModelEventKind;
  readonly subject: string | null;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly user_id: string;
  readonly reason: string;
  readonly at_ms: Int64Cell;
}

const BY_ID = [{ expression: "id", kind: "integer", descending: true }] as const;

/** What happened to registered models. */
export class ModelHistory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async timeline(name: string, query: TimelineQuery): Promise<ResponseOf<typeof endpoints.models.timeline>> {
    const { read, dialect } = this.#database;
    const modelId = await this.#modelId(name);
    const { version, kinds, maxResults } = query;
    const tokens = new PageTokens({ search: "timeline", modelId, version, kinds }, BY_ID);
    const [before] = tokens.read(query.pageToken) ?? [];
    const where = allOf([
      sql`model_id = ${modelId}`,
      version === undefined ? ALWAYS : ofVersion(version),
      kinds.length === 0 ? ALWAYS : sql`kind IN ${listed(kinds.map((kind) => sql`${kind}`))}`,
      before === undefined ? ALWAYS : sql`id < ${before}`,
    ]);
    const { text, params } = sql`WHERE ${where} ORDER BY id DESC LIMIT ${maxResults + 1}`;
    const columns = "id, version, kind, subject, old_value, new_value, user_id, reason";
    const found = await read.all<EventRow>(
      `SELECT ${columns}, ${dialect.int64Column("at_ms")} AS at_ms FROM model_event ${text}`,
      params,
    );
    const rows = found.slice(0, maxResults);
    const last = rows.at(-1);
    const more = last !== undefined && found.length > rows.length;
    return { events: rows.map(toEvent), ...(more ? { next_page_token: tokens.write([last.id]) } : {}) };
  }

  /** Starts from what stands now and takes back what happened since. */
  async at(name: string, time: Int64): Promise<ModelPointers> {
    const { read } = this.#database;
    const model = await findModel(this.#database, read, name);
    if (model === undefined) throw noModel(name);
    if (time < readInt64(model.created_ms)) return { stages: [], aliases: [] };
    const [stages, aliases] = await Promise.all([this.#stagesAt(model, time), this.#aliasesAt(model, time)]);
    return { stages, aliases };
  }

  async #stagesAt({ id }: ModelRow, time: Int64): Promise<{ stage: string; version: string }[]> {
    const kinds = "('stage', 'version_deleted')";
    const rows = await this.#database.read.all<{ stage: string; version: number }>(
      "SELECT stage, max(version) AS version FROM (" +
        "SELECT v.version, CASE WHEN e.id IS NULL THEN v.stage ELSE e.old_value END AS stage FROM model_version AS v " +
        `LEFT JOIN (SELECT version, min(id) AS id FROM model_event WHERE model_id = ? AND kind IN ${kinds} ` +
        "AND at_ms > ? GROUP BY version) AS later ON later.version = v.version " +
        "LEFT JOIN model_event AS e ON e.id = later.id " +
        "WHERE v.model_id = ? AND v.created_ms <= ? AND (v.deleted = 0 OR e.id IS NOT NULL)" +
        ") AS then_was WHERE stage <> 'None' GROUP BY stage ORDER BY stage",
      [id, time, id, time],
    );
    return rows.map(({ stage, version }) => ({ stage, version: String(version) }));
  }

  async #aliasesAt({ id }: ModelRow, time: Int64): Promise<{ alias: string; version: string }[]> {
    const later = "SELECT subject, min(id) AS id FROM model_event WHERE model_id = ? AND kind = 'alias' AND at_ms > ?";
    const rows = await this.#database.read.all<{ alias: string; version: string }>(
      `WITH later AS (${later} GROUP BY subject) ` +
        "SELECT alias, CAST(version AS TEXT) AS version FROM registered_model_alias " +
        "WHERE model_id = ? AND alias NOT IN (SELECT subject FROM later) " +
        "UNION ALL SELECT e.subject AS alias, e.old_value AS version FROM later " +
        "JOIN model_event AS e ON e.id = later.id WHERE e.old_value IS NOT NULL ORDER BY alias",
      [id, time, id],
    );
    return rows.map(({ alias, version }) => ({ alias, version }));
  }

  /** The model of that name, or the last one that had it when it was deleted. */
  async #modelId(name: string): Promise<number> {
    const { read } = this.#database;
    const model = await findModel(this.#database, read, name);
    if (model !== undefined) return model.id;
    const event = await read.get<{ model_id: number }>(
      "SELECT model_id FROM model_event WHERE kind = 'model_deleted' AND subject = ? ORDER BY id DESC LIMIT 1",
      [name],
    );
    if (event === undefined) throw noModel(name);
    return event.model_id;
  }
}

/** What happened to a version, and which aliases left it. */
function ofVersion(version: number): Fragment {
  return anyOf([sql`version = ${version}`, sql`kind = 'alias' AND old_value = ${String(version)}`]);
}

function toEvent(row: EventRow): ModelEvent {
  return {
    event_id: String(row.id),
    time: readInt64(row.at_ms),
    kind: row.kind,
    ...(row.version === null ? {} : { version: String(row.version) }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.old_value === null ? {} : { old_value: row.old_value }),
    ...(row.new_value === null ? {} : { new_value: row.new_value }),
    user_id: row.user_id,
    reason: row.reason,
  };
}
