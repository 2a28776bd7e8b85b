import { inList, slicesOf } from "../database/in-list.ts";
import type { Database, Sql } from "../database/sql.ts";
import type { ExperimentRecord } from "./records.ts";

/** Whose artifacts move: an experiment's own, a run's or a logged model's. */
export type ArtifactOwner = "experiment" | "run" | "logged-model";

interface OwnerTable {
  readonly table: string;
  readonly id: string;
  readonly uri: string;
}

const TABLES: Readonly<Record<ArtifactOwner, OwnerTable>> = {
  experiment: { table: "experiment", id: "id", uri: "artifact_location" },
  run: { table: "run", id: "uuid", uri: "artifact_uri" },
  "logged-model": { table: "logged_model", id: "uuid", uri: "artifact_uri" },
};

const SLICE = 512;

type Id = string | ExperimentRecord["id"];

/** Where the artifacts of records are, and that they went to another place. */
export class Relocations {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The artifact URIs by id, as text, of those owners that are in the store. */
  async places(owner: ArtifactOwner, ids: readonly Id[]): Promise<Map<string, string>> {
    const { table, id, uri } = TABLES[owner];
    const places = new Map<string, string>();
    for (const slice of slicesOf(ids, SLICE)) {
      const list = inList(slice);
      const rows = await this.#database.read.all<{ id: string; uri: string }>(
        `SELECT CAST(${id} AS TEXT) AS id, ${uri} AS uri FROM ${table} WHERE ${id} IN ${list.text}`,
        list.params,
      );
      for (const row of rows) places.set(row.id, row.uri);
    }
    return places;
  }

  /** Notes the new place of an owner's artifacts, where they all are already. */
  async move(owner: ArtifactOwner, id: Id, to: string): Promise<void> {
    const { table, id: column, uri } = TABLES[owner];
    await this.#database.write((sql) => sql.run(`UPDATE ${table} SET ${uri} = ? WHERE ${column} = ?`, [to, id]));
  }

  /** Changes the source and the place of a version; gives whether that made a difference. */
  async moveVersion(model: string, version: number, change: (uri: string) => string): Promise<boolean> {
    return this.#database.write(async (sql) => {
      const row = await findVersion(sql, model, version);
      if (row === undefined) return false;
      const source = change(row.source);
      const location = row.storage_location === null ? null : change(row.storage_location);
      if (source === row.source && location === row.storage_location) return false;
      await sql.run("UPDATE model_version SET source = ?, storage_location = ? WHERE id = ?", [
        source,
        location,
        row.id,
      ]);
      return true;
    });
  }
}

interface VersionRow {
  readonly id: number;
  readonly source: string;
  readonly storage_location: string | null;
}

async function findVersion(sql: Sql, model: string, version: number): Promise<VersionRow | undefined> {
  return sql.get<VersionRow>(
    "SELECT v.id, v.source, v.storage_location FROM model_version AS v JOIN registered_model AS m ON m.id = v.model_id " +
      "WHERE m.name = ? AND v.version = ?",
    [model, version],
  );
}
