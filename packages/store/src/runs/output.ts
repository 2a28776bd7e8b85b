import { LIMITS, type LogLine, MillraceError, type RunStatus } from "@millrace/contract";
import { nameOfNumber } from "../database/state-names.ts";
import type { Database, Sql } from "../database/sql.ts";
import type { RunOutput, RunOutputStore } from "../store.ts";
import { findRun } from "./find-run.ts";
import { lockActiveRun, noRun, STATUS_NUMBERS } from "./rows.ts";

const TABLE = {
  table: "run_output",
  columns: { run_id: "bigint", number: "bigint", at_ms: "bigint", text: "text" },
} as const;

/** What the programs of runs have printed. */
export function runOutputStore(database: Database): RunOutputStore {
  return {
    append: (runId, offset, lines) => database.write((sql) => append(sql, database, runId, offset, lines)),
    read: (runId, offset, maxResults) => read(database, runId, offset, maxResults),
  };
}

async function append(
  sql: Sql,
  { dialect }: Database,
  runId: string,
  offset: number,
  lines: readonly Omit<LogLine, "number">[],
): Promise<{ nextOffset: number; status: RunStatus }> {
  const run = await lockActiveRun(sql, dialect, runId);
  const last = await sql.get<{ number: number | null }>(
    "SELECT max(number) AS number FROM run_output WHERE run_id = ?",
    [run.id],
  );
  const known = Number(last?.number ?? -1) + 1;
  if (offset > known) {
    throw new MillraceError(
      "RESOURCE_CONFLICT",
      `Lines from number ${offset} on can't be added: this run has ${known}. Send those from ${known} on first.`,
    );
  }
  const fresh = lines.slice(known - offset);
  const count = known + fresh.length;
  if (fresh.length > 0) {
    await sql.insert(
      TABLE,
      fresh.map((line, index) => [run.id, known + index, line.time, line.text]),
    );
    await sql.run("DELETE FROM run_output WHERE run_id = ? AND number < ?", [run.id, count - LIMITS.runOutputLines]);
  }
  return { nextOffset: count, status: await statusOf(sql, run.id) };
}

async function read({ read: sql }: Database, runId: string, offset: number, maxResults: number): Promise<RunOutput> {
  const id = await findRun(sql, runId);
  if (id === undefined) throw noRun(runId);
  const rows = await sql.all<{ number: number; at_ms: number; text: string }>(
    "SELECT number, at_ms, text FROM run_output WHERE run_id = ? AND number >= ? ORDER BY number LIMIT ?",
    [id, offset, maxResults],
  );
  const lines = rows.map(({ number, at_ms, text }) => ({ number, time: at_ms, text }));
  return { status: await statusOf(sql, id), lines };
}

async function statusOf(sql: Sql, id: number): Promise<RunStatus> {
  const row = await sql.get<{ status: number }>("SELECT status FROM run WHERE id = ?", [id]);
  return nameOfNumber(STATUS_NUMBERS, row?.status ?? 0, "RUNNING");
}
