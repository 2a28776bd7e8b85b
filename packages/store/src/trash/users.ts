import type { Sql, SqlValue } from "../database/sql.ts";
import { isUnclaimed, KIND_TABLES } from "./kinds.ts";
import type { PlacedItem } from "./trash-store.ts";

/** Who else keeps artifacts at the place of an item: there or above it, or below it; and what has to stay. */
export interface PlaceUsers {
  readonly sharer?: string;
  readonly needer?: string;
}

interface Place {
  readonly item: number;
  readonly uri: string;
}

interface UserRow {
  readonly item: number;
  readonly there: string | null;
  readonly below: string | null;
}

/** How much of a place the indexes hold. */
const INDEXED = 200;

/** How many places one query looks at. */
const PLACES = 250;

/** The condition on the row `other` of a kind that it counts as a user. */
export type UserCondition = (kind: "RUN" | "LOGGED_MODEL") => string;

/** What is claimed does not count: it goes, too. */
export const UNCLAIMED: UserCondition = (kind) => isUnclaimed(kind, "other");

/**
 * Looks for other users of the places of items.
 * @returns the users of each item, in turn
 */
export async function findUsers(
  sql: Sql,
  items: readonly PlacedItem[],
  condition: UserCondition,
): Promise<PlaceUsers[]> {
  const places = items.flatMap(({ places: uris }, item) => uris.map((uri) => ({ item, uri: uri.replace(/\/+$/, "") })));
  const users: { sharer?: string; needer?: string }[] = items.map(() => ({}));
  const note = (row: UserRow, noun: string): void => {
    const user = users[row.item];
    if (user === undefined) return;
    if (row.there !== null) user.sharer ??= `the ${noun} ${row.there}`;
    if (row.below !== null) user.needer ??= `the ${noun} ${row.below}, which keeps its own below them`;
  };
  for (const kind of ["RUN", "LOGGED_MODEL"] as const) {
    const { noun, table } = KIND_TABLES[kind];
    for (const row of await usersAtOrBelow(sql, table, places, condition(kind))) note(row, noun);
    for (const row of await usersAbove(sql, table, places, condition(kind))) note(row, noun);
  }
  for (const [item, version] of await versionsOf(sql, items, places)) {
    const user = users[item];
    if (user !== undefined) user.needer = `version ${version}, which is registered from them`;
  }
  return users;
}

/** The folders above a place, up to its scheme or root. */
function ancestors(uri: string): string[] {
  const found: string[] = [];
  const root = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?\/?|^\//i.exec(uri)?.[0].length ?? 0;
  for (let end = uri.lastIndexOf("/"); end >= root - 1 && end > 0; end = uri.lastIndexOf("/", end - 1)) {
    found.push(uri.slice(0, end));
  }
  return found;
}

async function usersAtOrBelow(
  sql: Sql,
  table: string,
  places: readonly Place[],
  condition: string,
): Promise<UserRow[]> {
  const one = (match: string): string =>
    `(SELECT other.uuid FROM ${table} AS other WHERE ${inRange("other.artifact_uri")} AND ${match} AND ${condition} LIMIT 1)`;
  return askPlaces<UserRow>(
    sql,
    places,
    `place.item AS item, ${one("other.artifact_uri = place.uri")} AS there, ${one(isBelow("other.artifact_uri"))} AS below`,
  );
}

/** Places have most of the folders above them in common, so each of these is looked at once. */
async function usersAbove(sql: Sql, table: string, places: readonly Place[], condition: string): Promise<UserRow[]> {
  const below = new Map<string, number[]>();
  for (const { item, uri } of places) {
    for (const folder of ancestors(uri)) {
      const items = below.get(folder);
      if (items === undefined) below.set(folder, [item]);
      else items.push(item);
    }
  }
  const prefix = (column: string): string => `substr(${column}, 1, ${INDEXED})`;
  const same = `${prefix("other.artifact_uri")} = ${prefix("place.uri")} AND other.artifact_uri = place.uri`;
  const user = `(SELECT other.uuid FROM ${table} AS other WHERE ${same} AND ${condition} LIMIT 1)`;
  const folders = Array.from(below.keys(), (uri, item) => ({ item, uri }));
  const rows = await askPlaces<UserRow>(sql, folders, `place.item AS item, ${user} AS there, NULL AS below`);
  return rows
    .filter((row) => row.there !== null)
    .flatMap((row) => (below.get(folders[row.item]?.uri ?? "") ?? []).map((item) => ({ ...row, item })));
}

/** Registered versions that were made from an item: by the place of its artifacts, by its URI, or by its id. */
async function versionsOf(
  sql: Sql,
  items: readonly PlacedItem[],
  places: readonly Place[],
): Promise<[item: number, version: string][]> {
  const own = items.map(({ item }, index) => ({
    item: index,
    uri: item.kind === "RUN" ? `runs:/${item.id}` : `models:/${item.id}`,
  }));
  const version = (condition: string): string =>
    "(SELECT m.name || '/' || CAST(v.version AS TEXT) FROM model_version AS v JOIN registered_model AS m " +
    `ON m.id = v.model_id WHERE v.deleted = 0 AND ${condition} LIMIT 1)`;
  const from = (column: string): string =>
    version(`${inRange(column)} AND (${column} = place.uri OR ${isBelow(column)})`);
  const columns = `place.item AS item, coalesce(${from("v.source")}, ${from("v.storage_location")}) AS version`;
  const byPlace = await askPlaces<{ item: number; version: string | null }>(sql, [...places, ...own], columns);
  const models = items.flatMap(({ item }, index) =>
    item.kind === "LOGGED_MODEL" ? [{ item: index, uri: item.id }] : [],
  );
  const byId = await askPlaces<{ item: number; version: string | null }>(
    sql,
    models,
    `place.item AS item, ${version("v.logged_model_id = place.uri")} AS version`,
  );
  return [...byPlace, ...byId].flatMap((row) => (row.version === null ? [] : [[row.item, row.version]]));
}

/** Runs a SELECT list over the rows `place (item, uri)`. */
async function askPlaces<Row extends object>(sql: Sql, places: readonly Place[], columns: string): Promise<Row[]> {
  const rows: Row[] = [];
  const distinct = [...new Map(places.map((place) => [`${place.item} ${place.uri}`, place])).values()];
  for (let start = 0; start < distinct.length; start += PLACES) {
    const slice = distinct.slice(start, start + PLACES);
    const params: SqlValue[] = slice.flatMap(({ item, uri }) => [item, uri]);
    const values = slice.map(() => "(CAST(? AS INTEGER), CAST(? AS TEXT))").join(", ");
    rows.push(
      ...(await sql.all<Row>(`WITH place (item, uri) AS (VALUES ${values}) SELECT ${columns} FROM place`, params)),
    );
  }
  return rows;
}

/** Finds, along the index, what starts like the place: "0" is the character after the slash. */
function inRange(column: string): string {
  const prefix = (text: string): string => `substr(${text}, 1, ${INDEXED})`;
  return `${prefix(column)} >= ${prefix("place.uri")} AND ${prefix(column)} <= ${prefix("(place.uri || '0')")}`;
}

function isBelow(column: string): string {
  return `substr(${column}, 1, length(place.uri) + 1) = place.uri || '/'`;
}
