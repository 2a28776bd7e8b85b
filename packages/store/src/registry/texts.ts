import { stringifyJson } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Database, Sql } from "../database/sql.ts";
import { latestRows, readModelParts, readTags } from "./parts.ts";
import {
  modelColumns,
  type ModelRow,
  toModelVersion,
  toRegisteredModel,
  versionColumns,
  type VersionRow,
  VERSIONS,
} from "./rows.ts";
import { TAG_OWNERS, type TagTable } from "./tags.ts";

/** Tags can be long; about so many bytes of them are held at once. */
const TAG_BYTES = 4_000_000;

/** The JSON objects of versions in the order of `ids`, a few hundred at most, joined by commas in pieces. */
export async function* versionTexts({ read, dialect }: Database, ids: readonly number[]): AsyncGenerator<string> {
  const list = inList(ids);
  const rows = await read.all<VersionRow>(
    `SELECT ${versionColumns(dialect)} FROM ${VERSIONS} WHERE v.id IN ${list.text} AND v.deleted = 0`,
    list.params,
  );
  const sizes = await tagBytes(read, "model_version_tag", ids);
  for (const slice of slices(inOrder(ids, rows), (row) => sizes.get(row.id) ?? 0)) {
    const tags = await readTags(
      read,
      "model_version_tag",
      slice.filter((row) => sizes.has(row.id)).map((row) => row.id),
    );
    yield slice.map((row) => stringifyJson(toModelVersion(row, { tags: tags.get(row.id) ?? [] }))).join(",");
  }
}

/** The JSON objects of registered models in the order of `ids`; as `versionTexts`. */
export async function* modelTexts({ read, dialect }: Database, ids: readonly number[]): AsyncGenerator<string> {
  const list = inList(ids);
  const rows = await read.all<ModelRow>(
    `SELECT ${modelColumns(dialect)} FROM registered_model AS m WHERE m.id IN ${list.text}`,
    list.params,
  );
  // MLflow lists them by stage in searches, and by number elsewhere.
  const byStage = (await latestRows(read, dialect, ids)).sort((a, b) => (a.stage < b.stage ? -1 : 1));
  const latest = Map.groupBy(byStage, (row) => row.model_id);
  const sizes = await tagBytes(read, "registered_model_tag", ids);
  const versions = [...latest.values()].flat().map((row) => row.id);
  const versionSizes = await tagBytes(read, "model_version_tag", versions);
  const sizeOf = ({ id }: ModelRow): number =>
    (latest.get(id) ?? []).reduce((sum, row) => sum + (versionSizes.get(row.id) ?? 0), sizes.get(id) ?? 0);
  for (const slice of slices(inOrder(ids, rows), sizeOf)) {
    const parts = await readModelParts(read, new Map(slice.map(({ id }) => [id, latest.get(id) ?? []])));
    yield slice.map((row) => stringifyJson(toRegisteredModel(row, parts(row.id)))).join(",");
  }
}

function inOrder<Row extends { readonly id: number }>(ids: readonly number[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function slices<Row>(rows: readonly Row[], sizeOf: (row: Row) => number): Row[][] {
  const found: Row[][] = [];
  let slice: Row[] = [];
  let held = 0;
  for (const row of rows) {
    slice.push(row);
    held += sizeOf(row);
    if (held < TAG_BYTES) continue;
    found.push(slice);
    slice = [];
    held = 0;
  }
  return slice.length === 0 ? found : [...found, slice];
}

/** How many bytes the tags have, by owner; one without tags is not in the map. */
async function tagBytes(sql: Sql, table: TagTable, owners: readonly number[]): Promise<Map<number, number>> {
  if (owners.length === 0) return new Map();
  const list = inList(owners);
  const owner = TAG_OWNERS[table];
  const rows = await sql.all<{ owner: number; bytes: number }>(
    `SELECT ${owner} AS owner, sum(octet_length(value)) AS bytes FROM ${table} WHERE ${owner} IN ${list.text} GROUP BY 1`,
    list.params,
  );
  return new Map(rows.map(({ owner: id, bytes }) => [id, Number(bytes)]));
}
