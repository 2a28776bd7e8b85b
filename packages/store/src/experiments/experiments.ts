import {
  doesNotExist,
  type Experiment,
  type ExperimentTag,
  invalidParameter,
  MillraceError,
  showValue,
} from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { refuseClaimed } from "../trash/claims.ts";
import {
  type ExperimentRow,
  experimentColumns,
  noExperiment,
  parseExperimentId,
  readExperimentTags,
  toExperiment,
} from "./rows.ts";

/** What an insert of tags fills: those that are there take the new value. */
export const EXPERIMENT_TAGS = {
  table: "experiment_tag",
  columns: { experiment_id: "bigint", key: "text", value: "text" },
  onConflict: "ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value",
} as const;

/** Experiments and their tags. */
export class Experiments {
  readonly #database: Database;
  readonly #artifactRoot: string;

  constructor(database: Database, artifactRoot: string) {
    this.#database = database;
    this.#artifactRoot = artifactRoot;
  }

  /** Makes the experiment "Default" with the id 0, unless the database had one at any time. */
  async ensureDefault(): Promise<void> {
    if ((await this.#find(this.#database.read, "id = 0", [])) !== undefined) return;
    const now = Date.now();
    await this.#database.write((sql) =>
      sql.run(
        "INSERT INTO experiment (id, name, artifact_location, created_ms, updated_ms) VALUES (0, ?, ?, ?, ?) " +
          "ON CONFLICT DO NOTHING",
        ["Default", `${this.#artifactRoot}/0`, now, now],
      ),
    );
  }

  async create(experiment: {
    name: string;
    artifactLocation?: string;
    tags: readonly ExperimentTag[];
  }): Promise<string> {
    const now = Date.now();
    return this.#database.write(async (sql) => {
      const row = await sql.get<{ id: string }>(
        "INSERT INTO experiment (name, artifact_location, created_ms, updated_ms) VALUES (?, ?, ?, ?) " +
          "ON CONFLICT (name) DO NOTHING RETURNING CAST(id AS TEXT) AS id",
        [experiment.name, experiment.artifactLocation ?? "", now, now],
      );
      if (row === undefined) throw nameTaken("RESOURCE_ALREADY_EXISTS", experiment.name);
      const id = parseExperimentId(row.id);
      if (experiment.artifactLocation === undefined) {
        const location = `${this.#artifactRoot}/${row.id}`;
        await sql.run("UPDATE experiment SET artifact_location = ? WHERE id = ?", [location, id]);
      }
      const tags = experiment.tags.map(({ key, value }) => [id, key, value]);
      if (tags.length > 0) await sql.insert(EXPERIMENT_TAGS, tags);
      return row.id;
    });
  }

  async get(id: string): Promise<Experiment> {
    const row = await this.#find(this.#database.read, "id = ?", [parseExperimentId(id)]);
    if (row === undefined) throw noExperiment(id);
    return this.#withTags(row);
  }

  async getByName(name: string): Promise<Experiment> {
    const row = await this.#find(this.#database.read, "name = ?", [name]);
    if (row === undefined) throw doesNotExist(`There is no experiment with the name ${showValue(name)}.`);
    return this.#withTags(row);
  }

  async rename(id: string, name: string): Promise<void> {
    try {
      await this.#change(id, async (sql, experiment) => {
        const other = await this.#find(sql, "name = ?", [name]);
        if (other !== undefined && other.id !== experiment.id) throw nameTaken("BAD_REQUEST", name);
        await sql.run("UPDATE experiment SET name = ? WHERE id = ?", [name, parseExperimentId(id)]);
      });
    } catch (error) {
      // Another one can have taken the name since the look.
      if (this.#database.dialect.isUniqueViolation(error)) throw nameTaken("BAD_REQUEST", name);
      throw error;
    }
  }

  delete(id: string): Promise<void> {
    return this.#setDeleted(id, 1);
  }

  restore(id: string): Promise<void> {
    return this.#setDeleted(id, 0);
  }

  async setTag(id: string, tag: ExperimentTag): Promise<void> {
    await this.#change(id, (sql) => sql.insert(EXPERIMENT_TAGS, [[parseExperimentId(id), tag.key, tag.value]]));
  }

  async deleteTag(id: string, key: string): Promise<void> {
    await this.#change(id, async (sql) => {
      const removed = await sql.run("DELETE FROM experiment_tag WHERE experiment_id = ? AND key = ?", [
        parseExperimentId(id),
        key,
      ]);
      if (removed === 0) throw doesNotExist(`Experiment ${id} has no tag ${showValue(key)}.`);
    });
  }

  async #setDeleted(id: string, deleted: 0 | 1): Promise<void> {
    const now = Date.now();
    await this.#database.write(async (sql) => {
      const row = await this.#find(sql, "id = ?", [parseExperimentId(id)], this.#database.dialect.forUpdate);
      if (row === undefined) throw noExperiment(id);
      if (row.deleted === deleted) {
        throw doesNotExist(`There is no ${deleted === 1 ? "active" : "deleted"} experiment with the id ${id}.`);
      }
      const key = parseExperimentId(id);
      if (deleted === 0) await refuseClaimed(sql, "EXPERIMENT", id, key);
      const deletedMs = deleted === 1 ? now : null;
      await sql.run("UPDATE experiment SET deleted = ?, deleted_ms = ?, updated_ms = ? WHERE id = ?", [
        deleted,
        deletedMs,
        now,
        key,
      ]);
      await sql.run("UPDATE run SET deleted = ?, deleted_ms = ? WHERE experiment_id = ? AND deleted <> ?", [
        deleted,
        deletedMs,
        key,
        deleted,
      ]);
    });
  }

  /** Changes an active experiment and notes the time. */
  async #change(id: string, work: (sql: Sql, experiment: ExperimentRow) => Promise<void>): Promise<void> {
    const now = Date.now();
    await this.#database.write(async (sql) => {
      const row = await this.#find(sql, "id = ?", [parseExperimentId(id)], this.#database.dialect.forUpdate);
      if (row === undefined) throw noExperiment(id);
      if (row.deleted !== 0) throw invalidParameter(`Experiment ${id} is deleted; restore it before you change it.`);
      await work(sql, row);
      await sql.run("UPDATE experiment SET updated_ms = ? WHERE id = ?", [now, parseExperimentId(id)]);
    });
  }

  async #find(
    sql: Sql,
    condition: string,
    params: readonly (string | number | bigint)[],
    lock = "",
  ): Promise<ExperimentRow | undefined> {
    const columns = experimentColumns(this.#database.dialect);
    return sql.get<ExperimentRow>(`SELECT ${columns} FROM experiment WHERE ${condition}${lock}`, params);
  }

  async #withTags(row: ExperimentRow): Promise<Experiment> {
    const tags = await readExperimentTags(this.#database.read, [row.id]);
    return toExperiment(row, tags.get(row.id));
  }
}

function nameTaken(code: "RESOURCE_ALREADY_EXISTS" | "BAD_REQUEST", name: string): MillraceError {
  const message = `The experiment name '${name}' is taken; a deleted experiment keeps its name until it is purged.`;
  return new MillraceError(code, message);
}
