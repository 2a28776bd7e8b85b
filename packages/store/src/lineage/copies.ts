import { inList } from "../database/in-list.ts";
import type { FindLinks } from "./relations.ts";

/** The source that a copy of the version `v` of the model `m` has. */
const AS_SOURCE = "'models:/' || m.name || '/' || CAST(v.version AS TEXT)";

const SOURCE = /^models:\/([^/]+)\/(\d{1,15})$/;

/** The versions that were made as copies of versions. */
export const copiesOf: FindLinks = (sql, ids, limit) => {
  const list = inList(ids);
  return sql.all(
    "SELECT v.id AS from_id, copy.id AS to_id FROM model_version AS v JOIN registered_model AS m ON m.id = v.model_id " +
      `JOIN model_version AS copy ON substr(copy.source, 1, 200) = substr(${AS_SOURCE}, 1, 200) ` +
      `AND copy.source = ${AS_SOURCE} ` +
      `WHERE v.deleted = 0 AND copy.deleted = 0 AND v.id IN ${list.text} ORDER BY copy.id DESC LIMIT ?`,
    [...list.params, limit],
  );
};

/** The versions that versions are copies of. */
export const originalsOf: FindLinks = async (sql, ids, limit) => {
  const list = inList(ids);
  const copies = await sql.all<{ id: number; source: string }>(
    `SELECT id, source FROM model_version WHERE deleted = 0 AND id IN ${list.text}`,
    list.params,
  );
  const sources = copies.flatMap(({ id, source }) => {
    const [, name, version] = SOURCE.exec(source) ?? [];
    return name === undefined ? [] : [{ id, name, version: Number(version) }];
  });
  if (sources.length === 0) return [];
  const names = inList(sources.map(({ name }) => name));
  const versions = inList([...new Set(sources.map(({ version }) => version))]);
  const rows = await sql.all<{ id: number; name: string; version: number }>(
    "SELECT v.id, m.name, v.version FROM registered_model AS m JOIN model_version AS v ON v.model_id = m.id " +
      `WHERE v.deleted = 0 AND m.name IN ${names.text} AND v.version IN ${versions.text}`,
    [...names.params, ...versions.params],
  );
  const known = new Map(rows.map(({ id, name, version }) => [`${name}/${version}`, id]));
  const links = sources.flatMap(({ id, name, version }) => {
    const original = known.get(`${name}/${version}`);
    return original === undefined ? [] : [{ from_id: original, to_id: id }];
  });
  return links.slice(0, limit);
};
