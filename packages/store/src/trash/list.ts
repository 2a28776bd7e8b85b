import { INT64_MAX, INT64_MIN, type Int64, type TrashItem, type TrashKind } from "@millrace/contract";
import { decodePageToken, encodePageToken, type PageKey, queryFingerprint } from "@millrace/filter";
import type { Database, SqlValue } from "../database/sql.ts";
import { readInt64 } from "../database/values.ts";
import { type ItemRow, itemColumns } from "./items.ts";
import { KIND_TABLES, KINDS } from "./kinds.ts";
import type { TrashQuery } from "./trash-store.ts";

interface ListRow extends ItemRow {
  readonly name: string;
  readonly runs: number | null;
  readonly models: number | null;
  readonly claimed: number | null;
  readonly claim_error: string | null;
}

interface Found {
  readonly kind: TrashKind;
  readonly row: ListRow;
}

/** The place of an item in the list: when it was deleted, then its kind, then its number. */
type Place = readonly [deletedMs: Int64, kind: number, key: Int64];

/** One page of the trash. */
export async function listTrash(
  database: Database,
  query: TrashQuery,
): Promise<{ items: TrashItem[]; nextPageToken?: string }> {
  const { deletedBefore, maxResults, pageToken } = query;
  const kinds = KINDS.filter((kind) => query.kinds.length === 0 || query.kinds.includes(kind));
  const search = queryFingerprint({ list: "trash", kinds });
  const after = pageToken === undefined ? undefined : decodePageToken(pageToken, search, isPlace);
  const found: Found[] = [];
  for (const kind of kinds) {
    const rows = await readKind(database, kind, deletedBefore, after, maxResults + 1);
    found.push(...rows.map((row) => ({ kind, row })));
  }
  found.sort((a, b) => comparePlaces(placeOf(b), placeOf(a)));
  const page = found.slice(0, maxResults);
  const last = page.at(-1);
  return {
    items: page.map(toTrashItem),
    ...(last !== undefined && found.length > page.length
      ? { nextPageToken: encodePageToken(search, placeOf(last)) }
      : {}),
  };
}

async function readKind(
  { read, dialect }: Database,
  kind: TrashKind,
  deletedBefore: number | undefined,
  after: Place | undefined,
  limit: number,
): Promise<ListRow[]> {
  const { table, number } = KIND_TABLES[kind];
  const since = `coalesce(${table}.deleted_ms, 0)`;
  const conditions = [`${table}.deleted <> 0`];
  const params: SqlValue[] = [];
  const where = (condition: string, ...values: SqlValue[]): void => {
    conditions.push(condition);
    params.push(...values);
  };
  if (deletedBefore !== undefined) where(`${since} <= ?`, deletedBefore);
  if (after !== undefined) {
    const [time, afterKind, key] = after;
    if (number < afterKind) where(`${since} < ?`, time);
    else if (number > afterKind) where(`${since} <= ?`, time);
    else where(`${since} <= ? AND (${since} < ? OR ${table}.id < ?)`, time, time, key);
  }
  if (kind !== "EXPERIMENT") {
    where(`NOT EXISTS (SELECT 1 FROM experiment AS e WHERE e.id = ${table}.experiment_id AND e.deleted <> 0)`);
  }
  const count = (of: string): string =>
    kind === "EXPERIMENT" ? `(SELECT count(*) FROM ${of} WHERE ${of}.experiment_id = experiment.id)` : "NULL";
  return read.all<ListRow>(
    `SELECT ${itemColumns(kind, dialect)}, ${table}.name, ` +
      `${count("run")} AS runs, ${count("logged_model")} AS models, ` +
      `purge_claim.kind AS claimed, purge_claim.error AS claim_error FROM ${table} ` +
      `LEFT JOIN purge_claim ON purge_claim.kind = ${number} AND purge_claim.item_id = ${table}.id ` +
      `WHERE ${conditions.join(" AND ")} ORDER BY ${since} DESC, ${table}.id DESC LIMIT ?`,
    [...params, limit],
  );
}

function toTrashItem({ kind, row }: Found): TrashItem {
  return {
    kind,
    id: row.id,
    name: row.name,
    experiment_id: row.experiment,
    deleted_time: readInt64(row.deleted_ms),
    artifact_uri: row.artifact_uri,
    ...(row.runs === null ? {} : { runs: row.runs }),
    ...(row.models === null ? {} : { logged_models: row.models }),
    is_purging: row.claimed !== null,
    ...(row.claim_error === null ? {} : { purge_error: row.claim_error }),
  };
}

/** Kinds count downwards: of what was deleted at one time, experiments come first. */
function placeOf({ kind, row }: Found): Place {
  return [readInt64(row.deleted_ms), KIND_TABLES[kind].number, readInt64(row.key)];
}

function comparePlaces(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] !== b[1]) return b[1] - a[1];
  if (a[2] !== b[2]) return a[2] < b[2] ? -1 : 1;
  return 0;
}

function isPlace(keys: readonly PageKey[]): keys is [Int64, number, Int64] {
  const [time, kind, key] = keys;
  return keys.length === 3 && isInt64(time) && isInt64(key) && (kind === 1 || kind === 2 || kind === 3);
}

function isInt64(value: PageKey | undefined): boolean {
  if (typeof value === "bigint") return value >= INT64_MIN && value <= INT64_MAX;
  return Number.isSafeInteger(value);
}
