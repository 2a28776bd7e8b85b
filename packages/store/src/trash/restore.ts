import { invalidParameter, type TrashCounts } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Database, Sql } from "../database/sql.ts";
import { refuseClaimed, refuseClaimedRun } from "./claims.ts";
import { readItems, idsOfKind, notDeleted } from "./select.ts";
import { KIND_TABLES, KINDS } from "./kinds.ts";
import type { TrashIds } from "./trash-store.ts";

const SLICE = 500;
const NONE: readonly bigint[] = [];

/** Brings back all the items, or none: experiments with all their runs, then runs and logged models. */
export async function restoreItems(database: Database, ids: TrashIds): Promise<TrashCounts> {
  return database.write(async (sql) => {
    const found = { EXPERIMENT: NONE, RUN: NONE, LOGGED_MODEL: NONE };
    for (const kind of KINDS) {
      if (kind === "RUN") {
        for (const id of idsOfKind(kind, ids)) await refuseClaimedRun(sql, database.dialect, id);
      }
      const rows = await readItems(sql, database, kind, idsOfKind(kind, ids), database.dialect.forUpdate);
      for (const row of rows) {
        if (row.deleted === 0) throw notDeleted(kind, row.id);
        await refuseClaimed(sql, kind, row.id, BigInt(row.key));
      }
      found[kind] = rows.map((row) => BigInt(row.key));
    }
    await restoreExperiments(sql, found.EXPERIMENT);
    await restoreMembers(sql, KIND_TABLES.RUN, found.RUN);
    await restoreMembers(sql, KIND_TABLES.LOGGED_MODEL, found.LOGGED_MODEL);
    return {
      experiments: found.EXPERIMENT.length,
      runs: found.RUN.length,
      logged_models: found.LOGGED_MODEL.length,
    };
  });
}

async function restoreExperiments(sql: Sql, keys: readonly bigint[]): Promise<void> {
  const now = Date.now();
  for (const key of keys) {
    await sql.run("UPDATE experiment SET deleted = 0, deleted_ms = NULL, updated_ms = ? WHERE id = ?", [now, key]);
    await sql.run("UPDATE run SET deleted = 0, deleted_ms = NULL WHERE experiment_id = ? AND deleted <> 0", [key]);
  }
}

async function restoreMembers(sql: Sql, { table, noun }: { table: string; noun: string }, keys: readonly bigint[]) {
  for (const slice of slicesOf(keys, SLICE)) {
    const list = inList(slice);
    const orphan = await sql.get<{ uuid: string; id: string }>(
      `SELECT ${table}.uuid, CAST(e.id AS TEXT) AS id FROM ${table} JOIN experiment AS e ` +
        `ON e.id = ${table}.experiment_id WHERE ${table}.id IN ${list.text} AND e.deleted <> 0 LIMIT 1`,
      list.params,
    );
    if (orphan !== undefined) {
      throw invalidParameter(
        `The experiment ${orphan.id} of the ${noun} '${orphan.uuid}' is deleted, too. Restore the experiment.`,
      );
    }
    await sql.run(`UPDATE ${table} SET deleted = 0, deleted_ms = NULL WHERE id IN ${list.text}`, list.params);
  }
}
