import { isLongerThan, LIMITS } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Database } from "../database/sql.ts";
import { LruCache } from "../database/lru-cache.ts";

const CACHED = 50_000;
const SLICE = 512;

/**
 * The interned names of metrics, parameters and tags: a name has one number for ever, so known ones need no look-up.
 * Tags of a new run may have longer names than all others; those are not kept in memory.
 */
export class Keys {
  readonly #database: Database;
  readonly #ids = new LruCache<string, number>(CACHED);
  readonly #names = new LruCache<number, string>(CACHED);

  constructor(database: Database) {
    this.#database = database;
  }

  /** The numbers of names; new names get one. */
  async intern(names: Iterable<string>): Promise<Map<string, number>> {
    const known = await this.find(names);
    // In one order everywhere, so that servers that intern the same names at once wait for each other in a line.
    const missing = [...new Set(names)].filter((name) => !known.has(name)).sort();
    if (missing.length === 0) return known;
    await this.#database.write((sql) =>
      sql.insert(
        NEW_KEYS,
        missing.map((name) => [name]),
      ),
    );
    return new Map([...known, ...(await this.find(missing))]);
  }

  /** The names of numbers. */
  async names(ids: Iterable<number>): Promise<Map<number, string>> {
    const found = new Map<number, string>();
    const unknown: number[] = [];
    for (const id of new Set(ids)) {
      const name = this.#names.get(id);
      if (name === undefined) unknown.push(id);
      else found.set(id, name);
    }
    for (const slice of slicesOf(unknown, SLICE)) {
      const list = inList(slice);
      const rows = await this.#database.read.all<KeyRow>(
        `SELECT id, name FROM entity_key WHERE id IN ${list.text}`,
        list.params,
      );
      for (const { id, name } of rows) {
        if (!isLongerThan(name, LIMITS.entityKey)) this.#names.set(id, name);
        found.set(id, name);
      }
    }
    return found;
  }

  /** The numbers of those names that have one. */
  async find(names: Iterable<string>): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const unknown: string[] = [];
    for (const name of new Set(names)) {
      const id = this.#ids.get(name);
      if (id === undefined) unknown.push(name);
      else found.set(name, id);
    }
    for (const slice of slicesOf(unknown, SLICE)) {
      const list = inList(slice);
      const rows = await this.#database.read.all<KeyRow>(
        `SELECT id, name FROM entity_key WHERE name IN ${list.text}`,
        list.params,
      );
      for (const row of rows) {
        if (!isLongerThan(row.name, LIMITS.entityKey)) this.#ids.set(row.name, row.id);
        found.set(row.name, row.id);
      }
    }
    return found;
  }
}

interface KeyRow {
  readonly id: number;
  readonly name: string;
}

const NEW_KEYS = {
  table: "entity_key",
  columns: { name: "text" },
  onConflict: "ON CONFLICT (name) DO NOTHING",
} as const;
