import { type ErrorCode, LIMITS } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Database, Sql } from "../database/sql.ts";
import type { JobEnd, JobInHand, JobReport, OwnedJob } from "./job-store.ts";
import { STATE_NUMBERS } from "./states.ts";

interface HandRow {
  readonly id: number;
  readonly kind: string;
  readonly input: string;
  readonly checkpoint: string | null;
  readonly cancel_requested: number;
  readonly attempts: number;
}

const HAND_COLUMNS = "id, kind, input, checkpoint, cancel_requested, attempts";

const LOG = {
  table: "job_log",
  columns: { job_id: "bigint", number: "bigint", at_ms: "bigint", text: "text" },
} as const;

/**
 * Jobs as those see them who do them. Every change of a running job names its owner and does nothing when the job has
 * another one by now: a server that was given up for lost can do no harm when it comes back.
 */
export class JobWork {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async claim(owner: string, kinds: readonly string[]): Promise<JobInHand | undefined> {
    if (kinds.length === 0) return undefined;
    const { QUEUED, RUNNING } = STATE_NUMBERS;
    const list = inList(kinds);
    const row = await this.#database.write((sql) =>
      sql.get<HandRow>(
        "UPDATE job SET state = ?, owner = ?, beat = beat + 1, attempts = attempts + 1, " +
          "started_ms = coalesce(started_ms, ?) WHERE state = ? AND ended_ms IS NULL AND id = " +
          "(SELECT id FROM job WHERE state = ? AND ended_ms IS NULL " +
          `AND kind IN ${list.text} ORDER BY id LIMIT 1) RETURNING ${HAND_COLUMNS}`,
        [RUNNING, owner, Date.now(), QUEUED, QUEUED, ...list.params],
      ),
    );
    return row === undefined ? undefined : inHand(row);
  }

  async unended(): Promise<OwnedJob[]> {
    const rows = await this.#database.read.all<{ id: number; kind: string; owner: string | null; beat: number }>(
      "SELECT id, kind, owner, beat FROM job WHERE ended_ms IS NULL ORDER BY state, id",
    );
    return rows.map(({ id, kind, owner, beat }) => ({
      id: String(id),
      kind,
      beat,
      ...(owner === null ? {} : { owner }),
    }));
  }

  async takeOver(job: OwnedJob, owner: string): Promise<JobInHand | undefined> {
    const row = await this.#database.write((sql) =>
      sql.get<HandRow>(
        "UPDATE job SET owner = ?, beat = beat + 1, attempts = attempts + 1 " +
          `WHERE id = ? AND owner = ? AND beat = ? AND ended_ms IS NULL RETURNING ${HAND_COLUMNS}`,
        [owner, Number(job.id), job.owner ?? "", job.beat],
      ),
    );
    return row === undefined ? undefined : inHand(row);
  }

  async report(id: string, owner: string, report: JobReport): Promise<"go on" | "cancel" | "lost"> {
    return this.#database.write(async (sql) => {
      const row = await sql.get<{ log_lines: number; cancel_requested: number }>(
        "UPDATE job SET beat = beat + 1, done = ?, total = ?, progress = ?, checkpoint = coalesce(?, checkpoint) " +
          "WHERE id = ? AND owner = ? AND ended_ms IS NULL RETURNING log_lines, cancel_requested",
        [report.done, report.total ?? null, report.text, report.checkpoint ?? null, Number(id), owner],
      );
      if (row === undefined) return "lost";
      await appendLines(sql, Number(id), row.log_lines, report.lines);
      return row.cancel_requested === 0 ? "go on" : "cancel";
    });
  }

  async end(id: string, owner: string, end: JobEnd): Promise<boolean> {
    const [result, code, error] = outcomeCells(end);
    const ended = await this.#database.write((sql) =>
      sql.run(
        "UPDATE job SET state = ?, result = ?, error_code = ?, error = ?, owner = NULL, ended_ms = ? " +
          "WHERE id = ? AND owner = ? AND ended_ms IS NULL",
        [STATE_NUMBERS[end.state], result, code, error, Date.now(), Number(id), owner],
      ),
    );
    return ended > 0;
  }

  async release(id: string, owner: string): Promise<void> {
    await this.#database.write((sql) =>
      sql.run(
        "UPDATE job SET state = ?, owner = NULL, attempts = attempts - 1 WHERE id = ? AND owner = ? AND ended_ms IS NULL",
        [STATE_NUMBERS.QUEUED, Number(id), owner],
      ),
    );
  }
}

function inHand(row: HandRow): JobInHand {
  return {
    id: String(row.id),
    kind: row.kind,
    input: row.input,
    attempts: row.attempts,
    cancelRequested: row.cancel_requested !== 0,
    ...(row.checkpoint === null ? {} : { checkpoint: row.checkpoint }),
  };
}

function outcomeCells(end: JobEnd): [result: string | null, code: ErrorCode | null, error: string | null] {
  if (end.state === "FAILED") return [null, end.code, end.error];
  return [end.result ?? null, null, null];
}

/** Adds lines to a log and drops the oldest beyond what is kept. */
async function appendLines(sql: Sql, id: number, known: number, lines: JobReport["lines"]): Promise<void> {
  if (lines.length === 0) return;
  const count = known + lines.length;
  await sql.insert(
    LOG,
    lines.map((line, index) => [id, known + index, line.time, line.text]),
  );
  await sql.run("UPDATE job SET log_lines = ? WHERE id = ?", [count, id]);
  await sql.run("DELETE FROM job_log WHERE job_id = ? AND number < ?", [id, count - LIMITS.jobLogLines]);
}
