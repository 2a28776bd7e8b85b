import { doesNotExist, type Job, type JsonValue, showValue } from "@millrace/contract";
import { stateName } from "./states.ts";

/** A job's row. Times are those of this server, so they are safe integers. */
export interface JobRow {
  readonly id: number;
  readonly kind: string;
  readonly state: number;
  readonly input: string;
  readonly user_id: string;
  readonly reason: string;
  readonly done: number;
  readonly total: number | null;
  readonly progress: string;
  readonly result: string | null;
  readonly error_code: string | null;
  readonly error: string | null;
  readonly cancel_requested: number;
  readonly attempts: number;
  readonly log_lines: number;
  readonly created_ms: number;
  readonly started_ms: number | null;
  readonly ended_ms: number | null;
}

/** The SELECT list of a JobRow from `job`. */
export const JOB_COLUMNS =
  "id, kind, state, input, user_id, reason, done, total, progress, result, error_code, error, cancel_requested, " +
  "attempts, log_lines, created_ms, started_ms, ended_ms";

/** The wire form of a job's row. */
export function toJob(row: JobRow): Job {
  return {
    job_id: String(row.id),
    kind: row.kind,
    state: stateName(row.state),
    input: parse(row.input),
    user_id: row.user_id,
    reason: row.reason,
    progress: { done: row.done, ...(row.total === null ? {} : { total: row.total }), text: row.progress },
    ...(row.result === null ? {} : { result: parse(row.result) }),
    ...(row.error === null ? {} : { error: { error_code: row.error_code ?? "INTERNAL_ERROR", message: row.error } }),
    cancel_requested: row.cancel_requested !== 0,
    attempts: row.attempts,
    log_lines: row.log_lines,
    creation_time: row.created_ms,
    ...(row.started_ms === null ? {} : { start_time: row.started_ms }),
    ...(row.ended_ms === null ? {} : { end_time: row.ended_ms }),
  };
}

/** What a job is given and gives back is JSON that this program wrote. */
function parse(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

/** A job's number from its id; undefined for text that no job can have as its id. */
export function parseJobId(text: string): number | undefined {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return id > 0 ? id : undefined;
}

/** The refusal for a job that is not there. */
export function noJob(id: string): Error {
  return doesNotExist(`There is no job with the id ${showValue(id)}.`);
}
