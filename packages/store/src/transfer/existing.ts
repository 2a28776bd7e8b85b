import { inList, slicesOf } from "../database/in-list.ts";
import type { Sql, SqlValue } from "../database/sql.ts";
import { digestOf, type MarkKind, readMarks } from "./marks.ts";
import type { ModelVersionRecord } from "./records.ts";

const SLICE = 512;

/** Selects the ids of those things of a kind that are there; `@` stands for the list of ids. */
const QUERIES = {
  experiment: "SELECT CAST(id AS TEXT) AS id FROM experiment WHERE id IN @",
  run: "SELECT uuid AS id FROM run WHERE uuid IN @",
  "logged-model": "SELECT uuid AS id FROM logged_model WHERE uuid IN @",
  "registered-model": "SELECT name AS id FROM registered_model WHERE name IN @",
} as const;

/** A kind of things with one id each. */
export type PlainKind = keyof typeof QUERIES;

/** A record that is to be written, and the digest to mark it with. */
export interface Changed<Item> {
  readonly record: Item;
  readonly id: string;
  readonly digest: string;
}

/** The records that are not there as they are now: new, changed at the source, half written, or removed since. */
export async function changedRecords<Item extends object>(
  sql: Sql,
  kind: PlainKind,
  records: readonly Item[],
  idOf: (record: Item) => SqlValue,
): Promise<Changed<Item>[]> {
  const there = new Set<string>();
  for (const slice of slicesOf(records, SLICE)) {
    const list = inList(slice.map(idOf));
    const rows = await sql.all<{ id: string }>(QUERIES[kind].replace("@", list.text), list.params);
    for (const { id } of rows) there.add(id);
  }
  return unmarked(
    sql,
    kind,
    records.map((record) => ({ record, id: String(idOf(record)), digest: digestOf(record) })),
    there,
  );
}

/** The same for versions of models. */
export async function changedVersions(
  sql: Sql,
  records: readonly ModelVersionRecord[],
): Promise<Changed<ModelVersionRecord>[]> {
  const there = new Set<string>();
  for (const slice of slicesOf([...new Set(records.map(({ model }) => model))], SLICE)) {
    const list = inList(slice);
    const rows = await sql.all<{ model: string; version: number }>(
      "SELECT m.name AS model, v.version FROM registered_model AS m JOIN model_version AS v ON v.model_id = m.id " +
        `WHERE m.name IN ${list.text}`,
      list.params,
    );
    for (const row of rows) there.add(versionId(row));
  }
  const given = records.map((record) => ({ record, id: versionId(record), digest: digestOf(record) }));
  return unmarked(sql, "model-version", given, there);
}

function versionId({ model, version }: { readonly model: string; readonly version: number }): string {
  return `${version}/${model}`;
}

async function unmarked<Item>(
  sql: Sql,
  kind: MarkKind,
  given: readonly Changed<Item>[],
  there: ReadonlySet<string>,
): Promise<Changed<Item>[]> {
  const marks = await readMarks(
    sql,
    kind,
    given.map(({ id }) => id),
  );
  return given.filter(({ id, digest }) => !there.has(id) || marks.get(id) !== digest);
}
