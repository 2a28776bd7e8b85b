import { type Caller, MillraceError, type ModelTag, type RegisteredModel, showValue } from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { moveAlias } from "./aliases.ts";
import { changeOf, recordChanges } from "./events.ts";
import { changeModel, changeVersion, findModel, type HeldModel, touchModel } from "./held.ts";
import { latestRows, readModelParts } from "./parts.ts";
import { noModel, toRegisteredModel } from "./rows.ts";
import { removeTag, writeTags } from "./tags.ts";

/** Registered models with their tags and aliases. */
export class RegisteredModels {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async create(
    model: { name: string; description: string | undefined; tags: readonly ModelTag[] },
    caller: Caller,
  ): Promise<RegisteredModel> {
    return this.#database.write(async (sql) => {
      const now = Date.now();
      const row = await sql.get<{ id: number }>(
        "INSERT INTO registered_model (name, description, created_ms, updated_ms) VALUES (?, ?, ?, ?) " +
          "ON CONFLICT (name) DO NOTHING RETURNING id",
        [model.name, model.description ?? null, now, now],
      );
      if (row === undefined) throw nameTaken(model.name);
      await writeTags(sql, "registered_model_tag", row.id, model.tags);
      const occasion = { modelId: row.id, caller, at: now };
      await recordChanges(sql, occasion, [{ kind: "model_created", after: model.name }]);
      return this.#read(sql, model.name);
    });
  }

  get(name: string): Promise<RegisteredModel> {
    return this.#read(this.#database.read, name);
  }

  describe(name: string, description: string | undefined, caller: Caller): Promise<RegisteredModel> {
    return changeModel(this.#database, name, caller, async (held) => {
      const { sql, model, now, record } = held;
      await sql.run("UPDATE registered_model SET description = ?, updated_ms = ? WHERE id = ?", [
        description ?? null,
        now,
        model.id,
      ]);
      await record(changeOf({ kind: "description", before: model.description, after: description }));
      return this.#read(sql, name);
    });
  }

  async rename(name: string, newName: string, caller: Caller): Promise<RegisteredModel> {
    try {
      return await changeModel(this.#database, name, caller, (held) => this.#rename(held, newName));
    } catch (error) {
      // Another one can have taken the name since the look.
      if (this.#database.dialect.isUniqueViolation(error)) throw nameTaken(newName);
      throw error;
    }
  }

  async delete(name: string, caller: Caller): Promise<void> {
    await changeModel(this.#database, name, caller, async ({ sql, model, record }) => {
      await sql.run("DELETE FROM registered_model WHERE id = ?", [model.id]);
      await record([{ kind: "model_deleted", subject: name, before: name }]);
    });
  }

  async setTag(name: string, tag: ModelTag, caller: Caller): Promise<void> {
    await changeModel(this.#database, name, caller, async ({ sql, model, record }) => {
      const before = await writeTags(sql, "registered_model_tag", model.id, [tag]);
      await record(changeOf({ kind: "tag", subject: tag.key, before, after: tag.value }));
    });
  }

  async deleteTag(name: string, key: string, caller: Caller): Promise<void> {
    await changeModel(this.#database, name, caller, async ({ sql, model, record }) => {
      const before = await removeTag(sql, "registered_model_tag", model.id, key);
      await record(changeOf({ kind: "tag", subject: key, before }));
    });
  }

  async setAlias(name: string, alias: string, version: number, caller: Caller): Promise<void> {
    await changeVersion(this.#database, { name, version }, caller, (held) => moveAlias(held, alias, version));
  }

  async deleteAlias(name: string, alias: string, caller: Caller): Promise<void> {
    await changeModel(this.#database, name, caller, (held) => moveAlias(held, alias, undefined));
  }

  async #rename(held: HeldModel, newName: string): Promise<RegisteredModel> {
    const { sql, model, now, record } = held;
    const other = await findModel(this.#database, sql, newName);
    if (other !== undefined && other.id !== model.id) throw nameTaken(newName);
    await sql.run("UPDATE registered_model SET name = ? WHERE id = ?", [newName, model.id]);
    await touchModel(held);
    await sql.run("UPDATE model_version SET updated_ms = ? WHERE model_id = ? AND deleted = 0", [now, model.id]);
    await record(changeOf({ kind: "model_renamed", before: model.name, after: newName }));
    return this.#read(sql, newName);
  }

  async #read(sql: Sql, name: string): Promise<RegisteredModel> {
    const row = await findModel(this.#database, sql, name);
    if (row === undefined) throw noModel(name);
    const latest = await latestRows(sql, this.#database.dialect, [row.id]);
    const parts = await readModelParts(sql, new Map([[row.id, latest]]));
    return toRegisteredModel(row, parts(row.id));
  }
}

function nameTaken(name: string): MillraceError {
  return new MillraceError("RESOURCE_ALREADY_EXISTS", `There is a registered model ${showValue(name)} already.`);
}
