import {
  type Caller,
  isLatest,
  type ModelTag,
  type ModelVersion,
  MillraceError,
  showValue,
  type Stage,
  VERSION_NAME_TAG,
} from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { recordRegistration } from "../logged-models/registrations.ts";
import { type Change, changeOf } from "./events.ts";
import { changeModel, changeVersion, findModel, findVersion, type HeldModel, touchModel } from "./held.ts";
import { latestRows, wholeVersion } from "./parts.ts";
import type { NewModelVersion, VersionRef } from "./registry-store.ts";
import { noModel, noVersion, VERSION_STATUS_NUMBERS, type VersionRow } from "./rows.ts";
import { aliased, labelled, newestOf } from "./select.ts";
import { originOf } from "./source.ts";
import { moveToStage } from "./stages.ts";
import { removeTag, writeTags } from "./tags.ts";

/** Versions of registered models. */
export class ModelVersions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  create(version: NewModelVersion, caller: Caller): Promise<ModelVersion> {
    return this.#guardName(() =>
      changeModel(this.#database, version.name, caller, async (held) => {
        const number = await this.#insert(held, version);
        return this.#read(held.sql, { name: version.name, version: number });
      }),
    );
  }

  get(ref: VersionRef): Promise<ModelVersion> {
    return this.#read(this.#database.read, ref);
  }

  async getByAlias(name: string, alias: string): Promise<ModelVersion> {
    const { read } = this.#database;
    const model = await findModel(this.#database, read, name);
    if (model === undefined) throw noModel(name);
    const row = isLatest(alias)
      ? await newestOf(this.#database, read, model)
      : await aliased(this.#database, read, model, alias);
    return wholeVersion(read, row);
  }

  async latest(name: string, stages: readonly string[]): Promise<ModelVersion[]> {
    const { read, dialect } = this.#database;
    const model = await findModel(this.#database, read, name);
    if (model === undefined) throw noModel(name);
    const rows = new Map<number, VersionRow>();
    if (stages.length === 0) {
      for (const row of await latestRows(read, dialect, [model.id])) rows.set(row.version, row);
    }
    for (const label of new Set(stages)) {
      const row = await labelled(this.#database, read, model, label);
      if (row !== undefined) rows.set(row.version, row);
    }
    const ordered = [...rows.values()].sort((a, b) => a.version - b.version);
    return Promise.all(ordered.map((row) => wholeVersion(read, row)));
  }

  describe(ref: VersionRef, description: string | undefined, caller: Caller): Promise<ModelVersion> {
    return changeVersion(this.#database, ref, caller, async ({ sql, now, record }, row) => {
      await sql.run("UPDATE model_version SET description = ?, updated_ms = ? WHERE id = ?", [
        description ?? null,
        now,
        row.id,
      ]);
      const { version } = row;
      await record(changeOf({ kind: "description", version, before: row.description, after: description }));
      return this.#read(sql, ref);
    });
  }

  async delete(ref: VersionRef, caller: Caller): Promise<void> {
    await changeVersion(this.#database, ref, caller, async (held, row) => {
      const { sql, model, now, record } = held;
      const aliases = await sql.all<{ alias: string }>(
        "SELECT alias FROM registered_model_alias WHERE model_id = ? AND version = ? ORDER BY alias",
        [model.id, row.version],
      );
      await sql.run("DELETE FROM registered_model_alias WHERE model_id = ? AND version = ?", [model.id, row.version]);
      await sql.run("DELETE FROM model_version_tag WHERE version_id = ?", [row.id]);
      await sql.run(
        "UPDATE model_version SET deleted = 1, deleted_ms = ?, updated_ms = ?, stage = 'None', name = NULL, source = '', " +
          "storage_location = NULL, run_id = '', run_link = '', logged_model_id = NULL, description = NULL WHERE id = ?",
        [now, now, row.id],
      );
      await touchModel(held);
      const { version } = row;
      const gone = aliases.map(({ alias }): Change => ({
        kind: "alias",
        version,
        subject: alias,
        before: String(version),
      }));
      await record([...gone, { kind: "version_deleted", version, before: row.stage }]);
    });
  }

  transition(
    ref: VersionRef,
    to: { readonly stage: Stage; readonly archiveOthers: boolean },
    caller: Caller,
  ): Promise<ModelVersion> {
    return changeVersion(this.#database, ref, caller, async (held, row) => {
      await moveToStage(held, row, to);
      return this.#read(held.sql, ref);
    });
  }

  async setTag(ref: VersionRef, tag: ModelTag, caller: Caller): Promise<void> {
    await this.#guardName(() =>
      changeVersion(this.#database, ref, caller, async (held, row) => {
        const { sql, record } = held;
        if (tag.key === VERSION_NAME_TAG) await this.#nameVersion(held, row.id, tag.value);
        const before = await writeTags(sql, "model_version_tag", row.id, [tag]);
        await record(changeOf(tagChange(row.version, tag.key, before, tag.value)));
      }),
    );
  }

  async deleteTag(ref: VersionRef, key: string, caller: Caller): Promise<void> {
    await changeVersion(this.#database, ref, caller, async ({ sql, record }, row) => {
      if (key === VERSION_NAME_TAG) await sql.run("UPDATE model_version SET name = NULL WHERE id = ?", [row.id]);
      const before = await removeTag(sql, "model_version_tag", row.id, key);
      await record(changeOf(tagChange(row.version, key, before, undefined)));
    });
  }

  async downloadUri({ name, version }: VersionRef): Promise<string> {
    const row = await findVersion(this.#database, this.#database.read, { name, version });
    if (row === undefined) throw noVersion(name, version);
    return row.storage_location ?? row.source;
  }

  async #insert(held: HeldModel, given: NewModelVersion): Promise<number> {
    const { sql, model, now, record } = held;
    const origin = await originOf(this.#database, sql, given);
    const counted = await sql.get<{ version: number }>(
      "UPDATE registered_model SET last_version = last_version + 1, updated_ms = ? WHERE id = ? " +
        "RETURNING last_version AS version",
      [now, model.id],
    );
    if (counted === undefined) throw noModel(given.name);
    const { version } = counted;
    const row = await sql.get<{ id: number }>(
      "INSERT INTO model_version (model_id, version, description, stage, source, storage_location, run_id, run_link, " +
        "status, logged_model_id, created_ms, updated_ms) VALUES (?, ?, ?, 'None', ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      [
        model.id,
        version,
        given.description,
        origin.source,
        origin.location,
        origin.runId,
        given.runLink,
        VERSION_STATUS_NUMBERS.READY,
        origin.loggedModelId,
        now,
        now,
      ],
    );
    if (row === undefined) throw new TypeError("The database gave no row for the new version.");
    const name = given.tags.find(({ key }) => key === VERSION_NAME_TAG)?.value;
    if (name !== undefined) await this.#nameVersion(held, row.id, name);
    await writeTags(sql, "model_version_tag", row.id, given.tags);
    if (given.modelId !== "") await recordRegistration(sql, given.modelId, model.name, version);
    const created: Change = { kind: "version_created", version, after: origin.source };
    await record(name === undefined ? [created] : [created, tagChange(version, VERSION_NAME_TAG, undefined, name)]);
    return version;
  }

  async #nameVersion({ sql, model }: HeldModel, id: number, name: string): Promise<void> {
    const other = await sql.get<{ version: number }>(
      "SELECT version FROM model_version WHERE model_id = ? AND name = ? AND id <> ?",
      [model.id, name, id],
    );
    if (other !== undefined) throw versionNameTaken(name);
    await sql.run("UPDATE model_version SET name = ? WHERE id = ?", [name, id]);
  }

  /** Imports write past the lock of a model, so that a name can be taken after the look. */
  async #guardName<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!this.#database.dialect.isUniqueViolation(error)) throw error;
      throw new MillraceError("RESOURCE_ALREADY_EXISTS", "Another version with this name or number was just created.");
    }
  }

  async #read(sql: Sql, { name, version }: VersionRef): Promise<ModelVersion> {
    const row = await findVersion(this.#database, sql, { name, version });
    if (row === undefined) throw noVersion(name, version);
    return wholeVersion(sql, row);
  }
}

/** The name of a version is a change of its own kind. */
function tagChange(version: number, key: string, before: string | undefined, after: string | undefined): Change {
  if (key === VERSION_NAME_TAG) return { kind: "version_name", version, before, after };
  return { kind: "tag", version, subject: key, before, after };
}

function versionNameTaken(name: string): MillraceError {
  return new MillraceError("RESOURCE_ALREADY_EXISTS", `Another version of the model has the name ${showValue(name)}.`);
}
