import type { ErrorCode, Job, LogLine, JobState } from "@millrace/contract";

/** A job to be queued. */
export interface NewJob {
  readonly kind: string;
  /** JSON. */
  readonly input: string;
  readonly user: string;
  readonly reason: string;
  /** While a job with this key is queued or running, no other one is made. */
  readonly uniqueKey?: string;
}

/** Which jobs a list has: of one kind, in some states (none named means all). */
export interface JobQuery {
  readonly kind: string | undefined;
  readonly states: readonly JobState[];
  readonly maxResults: number;
  readonly pageToken: string | undefined;
}

/** A job that was queued or runs, with the one who does it and how often that one gave a sign of life. */
export interface OwnedJob {
  readonly id: string;
  readonly kind: string;
  readonly owner?: string;
  readonly beat: number;
}

/** A job that its owner has to do. */
export interface JobInHand {
  readonly id: string;
  readonly kind: string;
  readonly input: string;
  /** How often it was begun, this time included. */
  readonly attempts: number;
  readonly cancelRequested: boolean;
  /** What an earlier owner noted last. */
  readonly checkpoint?: string;
}

/** What the owner of a running job says of it: how far it is, what it noted for who comes after it, its new log lines. */
export interface JobReport {
  readonly done: number;
  readonly total: number | undefined;
  readonly text: string;
  readonly checkpoint: string | undefined;
  readonly lines: readonly { readonly time: number; readonly text: string }[];
}

/** How a job ended; `result` is JSON. */
export type JobEnd =
  | { readonly state: "SUCCEEDED" | "CANCELLED"; readonly result?: string }
  | { readonly state: "FAILED"; readonly code: ErrorCode; readonly error: string };

/** Work that goes on behind requests, shared by all servers on one database. */
export interface JobStore {
  /** Queues a job; undefined when one with its unique key is there. */
  create(job: NewJob): Promise<Job | undefined>;
  get(id: string): Promise<Job>;
  /** The newest first. */
  list(query: JobQuery): Promise<{ jobs: Job[]; nextPageToken?: string }>;
  /** Log lines from the number `offset` on; the oldest of a long log are gone. */
  log(id: string, offset: number, maxResults: number): Promise<{ state: JobState; lines: LogLine[] }>;
  /** Ends a queued job; a running one is asked to end. Refused for one that has ended. */
  cancel(id: string): Promise<Job>;
  /** Removes jobs that ended at or before a time, all or some of them, and gives their ids. */
  removeEnded(which: { ids?: readonly string[]; before: number }): Promise<string[]>;

  /** Begins the oldest queued job of these kinds. */
  claim(owner: string, kinds: readonly string[]): Promise<JobInHand | undefined>;
  /** What waits and runs. */
  unended(): Promise<OwnedJob[]>;
  /** Makes a running job one's own, unless its owner gave a sign of life since `job` was read. */
  takeOver(job: OwnedJob, owner: string): Promise<JobInHand | undefined>;
  /** Gives a sign of life, and hears whether to go on. */
  report(id: string, owner: string, report: JobReport): Promise<"go on" | "cancel" | "lost">;
  /** False when the job is another's by now. */
  end(id: string, owner: string, end: JobEnd): Promise<boolean>;
  /** Gives a running job back, for whoever takes it next. */
  release(id: string, owner: string): Promise<void>;
}
