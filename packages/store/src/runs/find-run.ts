import type { Sql } from "../database/sql.ts";

/** Finds the internal number of a run by its run id. */
export async function findRun(sql: Sql, runId: string): Promise<number | undefined> {
  return (await sql.get<{ id: number }>("SELECT id FROM run WHERE uuid = ?", [runId]))?.id;
}
