import { bool, int64, message, named, optional, type Static, text, wireJson } from "../schema.ts";

/** Where a job is in its life. */
export const JobState = named({ QUEUED: 1, RUNNING: 2, SUCCEEDED: 3, FAILED: 4, CANCELLED: 5 });
export type JobState = Static<typeof JobState>;

/** Work that goes on behind a request. `input` and `result` have the shape of the job's kind. */
export const Job = message({
  job_id: text(),
  kind: text(),
  state: JobState,
  input: wireJson(),
  user_id: text(),
  reason: text(),
  /** `total` is absent while nobody knows it. */
  progress: message({ done: int64(), total: optional(int64()), text: text() }),
  result: optional(wireJson()),
  error: optional(message({ error_code: text(), message: text() })),
  cancel_requested: bool(),
  /** How often it was begun: more than once when a server ended in the middle of it. */
  attempts: int64(),
  /** The number that the next line of its log will have. */
  log_lines: int64(),
  creation_time: int64(),
  start_time: optional(int64()),
  end_time: optional(int64()),
});
export type Job = Static<typeof Job>;

/** A line of the log of a job or a run; `number` counts from 0. */
export const LogLine = message({ number: int64(), time: int64(), text: text() });
export type LogLine = Static<typeof LogLine>;
