import { MillraceError, type Turn } from "@millrace/contract";
import type { Sql } from "../database/sql.ts";
import type { RunHandle } from "./rows.ts";

/**
 * Whether a batch has been logged before, by its place among those of its writer.
 * @throws MillraceError RESOURCE_CONFLICT when batches before it are missing
 */
export async function isTaken(sql: Sql, runId: string, { writer, sequence }: Turn): Promise<boolean> {
  const row = await sql.get<{ sequence: number | string }>(
    "SELECT sequence FROM run_writer WHERE run_id = (SELECT id FROM run WHERE uuid = ?) AND writer = ?",
    [runId, writer],
  );
  const last = Number(row?.sequence ?? 0);
  if (sequence <= last) return true;
  if (sequence === last + 1) return false;
  throw new MillraceError(
    "RESOURCE_CONFLICT",
    `Batch ${sequence} of the writer '${writer}' can't be logged: its last one here is ${last}. Send ${last + 1} first.`,
  );
}

/** Notes that a batch has been logged. */
export async function take(sql: Sql, run: RunHandle, { writer, sequence }: Turn): Promise<void> {
  await sql.run(
    "INSERT INTO run_writer (run_id, writer, sequence) VALUES (?, ?, ?) " +
      "ON CONFLICT (run_id, writer) DO UPDATE SET sequence = excluded.sequence",
    [run.id, writer, sequence],
  );
}
