import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Job } from "@millrace/contract";
import type { JobInHand, JobStore, NewJob, OwnedJob } from "@millrace/store";
import type { JobKind } from "./kind.ts";
import { RunningJob } from "./running-job.ts";

/** How a runner works; times in milliseconds. */
export interface RunnerOptions {
  /** How many jobs go on at once. */
  readonly atOnce: number;
  /** How often a job reports how it goes and asks whether to go on. */
  readonly beatMs: number;
  /** How often the runner looks for jobs that another server queued or left. */
  readonly pollMs: number;
  /** A job whose owner gave no sign of life for this long was left by it. */
  readonly lostMs: number;
  /** Hears of failures that nobody waits for; the next look makes up for them. */
  readonly onError: (error: unknown) => void;
}

/** How jobs are done on a server. */
export const RUNNER_DEFAULTS = { atOnce: 2, beatMs: 1000, pollMs: 2000, lostMs: 15_000 };

/** A job that was begun this often and never ended takes its server down: it is not begun again. */
const MAX_ATTEMPTS = 5;

interface LastSeen {
  readonly owner: string;
  readonly beat: number;
  /** By this process's own clock: the clocks of several servers may differ. */
  readonly since: number;
}

/**
 * Does the jobs of a database, together with the runners of other servers. Whoever begins a job owns it and shows that it
 * is alive by a number that it raises; when that number stands still, another runner takes the job over, or fails it when
 * its kind can't go on.
 */
export class JobRunner {
  readonly #store: JobStore;
  readonly #kinds: ReadonlyMap<string, JobKind>;
  readonly #options: RunnerOptions;
  readonly #owner = `${hostname()}/${process.pid}/${randomUUID()}`;
  readonly #running = new Map<string, { readonly job: RunningJob; readonly ended: Promise<void> }>();
  readonly #seen = new Map<string, LastSeen>();
  #looking: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(store: JobStore, kinds: readonly JobKind[], options: RunnerOptions) {
    this.#store = store;
    this.#kinds = new Map(kinds.map((kind) => [kind.name, kind]));
    this.#options = options;
  }

  /** Begins to look for jobs. */
  start(): void {
    this.#timer = setInterval(() => this.#look(), this.#options.pollMs).unref();
    this.#look();
  }

  /** Queues a job, to be begun at once when there is room; undefined when one with its unique key is there. */
  async queue(job: NewJob): Promise<Job | undefined> {
    const queued = await this.#store.create(job);
    this.#look();
    return queued;
  }

  /** Has a job ended; at once when it is this runner's own. */
  async cancel(id: string): Promise<Job> {
    const job = await this.#store.cancel(id);
    this.#running.get(job.job_id)?.job.abort("cancel");
    return job;
  }

  /** Has all jobs stop, gives those back that can go on elsewhere, and waits for that. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#looking;
    for (const { job } of this.#running.values()) job.abort("stop");
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  /** Looks for work, soon once more when it was asked to meanwhile. */
  #look(): void {
    this.#again = true;
    this.#looking ??= this.#lookUntilQuiet()
      .catch(this.#options.onError)
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async #lookUntilQuiet(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const unended = await this.#store.unended();
      for (const left of this.#leftJobs(unended)) await this.#rescue(left);
      if (unended.some((job) => job.owner === undefined && this.#kinds.has(job.kind))) await this.#claimAll();
    }
  }

  async #claimAll(): Promise<void> {
    while (this.#running.size < this.#options.atOnce && !this.#stopped) {
      const job = await this.#store.claim(this.#owner, [...this.#kinds.keys()]);
      if (job === undefined) return;
      this.#begin(job);
    }
  }

  /** The jobs whose sign of life has stood still for too long. */
  #leftJobs(unended: readonly OwnedJob[]): OwnedJob[] {
    const now = performance.now();
    const ids = new Set(unended.map((job) => job.id));
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id);
    return unended.filter(({ id, owner, beat, kind }) => {
      if (owner === undefined || this.#running.has(id) || !this.#kinds.has(kind)) return false;
      const seen = this.#seen.get(id);
      if (seen?.owner === owner && seen.beat === beat) return now - seen.since >= this.#options.lostMs;
      this.#seen.set(id, { owner, beat, since: now });
      return false;
    });
  }

  async #rescue(left: OwnedJob): Promise<void> {
    const isHopeful = this.#kinds.get(left.kind)?.resumes === true;
    if (isHopeful && this.#running.size >= this.#options.atOnce) return;
    const job = await this.#store.takeOver(left, this.#owner);
    if (job === undefined) return;
    if (job.cancelRequested) await this.#store.end(job.id, this.#owner, { state: "CANCELLED" });
    else if (!isHopeful)
      await this.#fail(job, "The server that did this job ended in the middle of it. Start it again.");
    else if (job.attempts > MAX_ATTEMPTS) {
      await this.#fail(job, `Every server that did this job ended in the middle of it, ${MAX_ATTEMPTS} times in all.`);
    } else this.#begin(job);
  }

  async #fail(job: JobInHand, error: string): Promise<void> {
    await this.#store.end(job.id, this.#owner, { state: "FAILED", code: "INTERNAL_ERROR", error });
  }

  #begin(job: JobInHand): void {
    const kind = this.#kinds.get(job.kind);
    if (kind === undefined) throw new TypeError(`There is no kind of job '${job.kind}'.`);
    const running = new RunningJob(this.#store, job, this.#owner);
    const ended = running
      .run(kind, this.#options.beatMs, this.#options.onError)
      .catch(this.#options.onError)
      .then(() => {
        this.#running.delete(job.id);
        if (!this.#stopped) this.#look();
      });
    this.#running.set(job.id, { job: running, ended });
  }
}
