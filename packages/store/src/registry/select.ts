import { doesNotExist, invalidParameter, isVersionName, type ModelUri, showValue, stageOf } from "@millrace/contract";
import type { Database, Sql, SqlValue } from "../database/sql.ts";
import { findModel, findVersion } from "./held.ts";
import { type ModelRow, noModel, noVersion, versionColumns, type VersionRow, VERSIONS } from "./rows.ts";

type VersionUri = Extract<ModelUri, { kind: "version" }>;

/**
 * The version that a `models:` URI means now.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is none, INVALID_PARAMETER_VALUE for an alias or a name that
 *   no version of the model has
 */
export async function selectVersion(database: Database, sql: Sql, uri: VersionUri): Promise<VersionRow> {
  const model = await findModel(database, sql, uri.name);
  if (model === undefined) throw noModel(uri.name);
  const { selector } = uri;
  switch (selector.by) {
    case "latest":
      return newestOf(database, sql, model);
    case "alias":
      return aliased(database, sql, model, selector.alias);
    case "number": {
      const row = await findVersion(database, sql, { name: uri.name, version: selector.version });
      if (row === undefined) throw noVersion(uri.name, selector.version);
      return row;
    }
    case "label": {
      const row = await labelled(database, sql, model, selector.label);
      if (row !== undefined) return row;
      throw doesNotExist(
        `The registered model ${showValue(model.name)} has no version in the stage ${selector.label}.`,
      );
    }
  }
}

/**
 * The newest version of a model.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a model without versions
 */
export async function newestOf(database: Database, sql: Sql, model: ModelRow): Promise<VersionRow> {
  const row = await find(database, sql, model, "TRUE", []);
  if (row === undefined) throw doesNotExist(`The registered model ${showValue(model.name)} has no versions.`);
  return row;
}

/**
 * The version that an alias of a model points to.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the model has no such alias
 */
export async function aliased(database: Database, sql: Sql, model: ModelRow, alias: string): Promise<VersionRow> {
  const condition = "v.version = (SELECT version FROM registered_model_alias WHERE model_id = m.id AND alias = ?)";
  const row = await find(database, sql, model, condition, [alias]);
  if (row !== undefined) return row;
  throw invalidParameter(`The registered model ${showValue(model.name)} has no alias ${showValue(alias)}.`);
}

/**
 * What a label means: the newest version of a stage, which may have none, or the version of that name. Where no version
 * is called so, `v3` is the version 3.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that is no stage and no version's name
 */
export async function labelled(
  database: Database,
  sql: Sql,
  model: ModelRow,
  label: string,
): Promise<VersionRow | undefined> {
  const stage = stageOf(label);
  if (stage !== undefined) return find(database, sql, model, "v.stage = ?", [stage]);
  const named = isVersionName(label) ? await find(database, sql, model, "v.name = ?", [label]) : undefined;
  if (named !== undefined) return named;
  const number = /^v(\d{1,15})$/i.exec(label)?.[1];
  const row = number === undefined ? undefined : await find(database, sql, model, "v.version = ?", [Number(number)]);
  if (row !== undefined) return row;
  throw invalidParameter(
    `${showValue(label)} is no stage, and the registered model ${showValue(model.name)} has no version of that name.`,
  );
}

/** The newest of the versions that meet a condition. */
function find(
  database: Database,
  sql: Sql,
  model: ModelRow,
  condition: string,
  params: readonly SqlValue[],
): Promise<VersionRow | undefined> {
  return sql.get<VersionRow>(
    `SELECT ${versionColumns(database.dialect)} FROM ${VERSIONS} ` +
      `WHERE v.model_id = ? AND v.deleted = 0 AND ${condition} ORDER BY v.version DESC LIMIT 1`,
    [model.id, ...params],
  );
}
