import { createHash } from "node:crypto";
import { stringifyJson } from "@millrace/contract";
import { inList, slicesOf } from "../database/in-list.ts";
import type { Sql } from "../database/sql.ts";

/** What a mark is of. */
export type MarkKind = "experiment" | "run" | "logged-model" | "registered-model" | "model-version";

const SLICE = 512;

const MARKS = {
  table: "transfer_mark",
  columns: { kind: "text", id: "text", digest: "text" },
  onConflict: "ON CONFLICT (kind, id) DO UPDATE SET digest = excluded.digest",
} as const;

/** What was brought in already, each with a digest of what it was then. */
export async function readMarks(sql: Sql, kind: MarkKind, ids: readonly string[]): Promise<Map<string, string>> {
  const marks = new Map<string, string>();
  for (const slice of slicesOf(ids, SLICE)) {
    const list = inList(slice);
    const rows = await sql.all<{ id: string; digest: string }>(
      `SELECT id, digest FROM transfer_mark WHERE kind = ? AND id IN ${list.text}`,
      [kind, ...list.params],
    );
    for (const { id, digest } of rows) marks.set(id, digest);
  }
  return marks;
}

/** Notes that things are brought in as a whole. */
export async function writeMarks(sql: Sql, kind: MarkKind, marks: Iterable<readonly [string, string]>): Promise<void> {
  const rows = Array.from(marks, ([id, digest]) => [kind, id, digest]);
  if (rows.length > 0) await sql.insert(MARKS, rows);
}

/** Text that is the same for two records only when all of them is. */
export function digestOf(record: object): string {
  return createHash("sha256").update(stringifyJson(record)).digest("hex").slice(0, 32);
}
