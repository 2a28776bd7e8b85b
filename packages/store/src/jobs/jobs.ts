import { invalidParameter, type Job, type LogLine, type JobState } from "@millrace/contract";
import { inList } from "../database/in-list.ts";
import type { Database, Sql, SqlValue } from "../database/sql.ts";
import type { JobQuery, NewJob } from "./job-store.ts";
import { decodePageToken, encodePageToken, type PageKey, queryFingerprint } from "@millrace/filter";
import { JOB_COLUMNS, type JobRow, noJob, parseJobId, toJob } from "./rows.ts";
import { STATE_NUMBERS } from "./states.ts";

/** Jobs as those see them who ask for them, watch them and end them. */
export class Jobs {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async create(job: NewJob): Promise<Job | undefined> {
    const row = await this.#database.write((sql) =>
      sql.get<JobRow>(
        "INSERT INTO job (kind, state, unique_key, input, user_id, reason, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?) " +
          `ON CONFLICT DO NOTHING RETURNING ${JOB_COLUMNS}`,
        [job.kind, STATE_NUMBERS.QUEUED, job.uniqueKey ?? null, job.input, job.user, job.reason, Date.now()],
      ),
    );
    return row === undefined ? undefined : toJob(row);
  }

  async get(id: string): Promise<Job> {
    return toJob(await this.#row(this.#database.read, id));
  }

  async list({ kind, states, maxResults, pageToken }: JobQuery): Promise<{ jobs: Job[]; nextPageToken?: string }> {
    const query = queryFingerprint({ list: "jobs", kind, states });
    const before = pageToken === undefined ? undefined : decodePageToken(pageToken, query, isJobKey)[0];
    const conditions = ["1 = 1"];
    const params: SqlValue[] = [];
    const where = (condition: string, ...values: SqlValue[]): void => {
      conditions.push(condition);
      params.push(...values);
    };
    if (kind !== undefined) where("kind = ?", kind);
    if (states.length > 0) {
      const list = inList(states.map((state) => STATE_NUMBERS[state]));
      where(`state IN ${list.text}`, ...list.params);
    }
    if (before !== undefined) where("id < ?", before);
    const rows = await this.#database.read.all<JobRow>(
      `SELECT ${JOB_COLUMNS} FROM job WHERE ${conditions.join(" AND ")} ORDER BY id DESC LIMIT ?`,
      [...params, maxResults + 1],
    );
    const page = rows.slice(0, maxResults);
    const last = page.at(-1);
    return {
      jobs: page.map(toJob),
      ...(last !== undefined && rows.length > page.length ? { nextPageToken: encodePageToken(query, [last.id]) } : {}),
    };
  }

  async log(id: string, offset: number, maxResults: number): Promise<{ state: JobState; lines: LogLine[] }> {
    const job = await this.get(id);
    const rows = await this.#database.read.all<{ number: number; at_ms: number; text: string }>(
      "SELECT number, at_ms, text FROM job_log WHERE job_id = ? AND number >= ? ORDER BY number LIMIT ?",
      [Number(job.job_id), offset, maxResults],
    );
    return {
      state: job.state,
      lines: rows.map(({ number, at_ms, text }) => ({ number, time: at_ms, text })),
    };
  }

  /** Ends a queued job; a running one is asked to end, which its owner does. */
  async cancel(id: string): Promise<Job> {
    return this.#database.write(async (sql) => {
      const row = await this.#row(sql, id, this.#database.dialect.forUpdate);
      if (row.ended_ms !== null) {
        throw invalidParameter(`Job ${id} has ended (${toJob(row).state}); only a job that goes on can be cancelled.`);
      }
      await sql.run("UPDATE job SET cancel_requested = 1 WHERE id = ?", [row.id]);
      if (row.state === STATE_NUMBERS.QUEUED) {
        const ended = [STATE_NUMBERS.CANCELLED, Date.now(), row.id];
        await sql.run("UPDATE job SET state = ?, ended_ms = ? WHERE id = ?", ended);
      }
      return toJob(await this.#row(sql, id));
    });
  }

  async removeEnded({ ids, before }: { ids?: readonly string[]; before: number }): Promise<string[]> {
    const chosen = ids?.map((id) => {
      const number = parseJobId(id);
      if (number === undefined) throw noJob(id);
      return number;
    });
    if (chosen?.length === 0) return [];
    const list = chosen === undefined ? undefined : inList(chosen);
    const rows = await this.#database.write((sql) =>
      sql.all<{ id: number }>(
        `DELETE FROM job WHERE ended_ms IS NOT NULL AND ended_ms <= ?${list === undefined ? "" : ` AND id IN ${list.text}`} ` +
          "RETURNING id",
        [before, ...(list?.params ?? [])],
      ),
    );
    return rows.map((row) => String(row.id)).sort((a, b) => Number(a) - Number(b));
  }

  async #row(sql: Sql, id: string, lock = ""): Promise<JobRow> {
    const number = parseJobId(id);
    const row =
      number === undefined
        ? undefined
        : await sql.get<JobRow>(`SELECT ${JOB_COLUMNS} FROM job WHERE id = ?${lock}`, [number]);
    if (row === undefined) throw noJob(id);
    return row;
  }
}

function isJobKey(keys: readonly PageKey[]): keys is [number] {
  return keys.length === 1 && Number.isSafeInteger(keys[0]);
}
