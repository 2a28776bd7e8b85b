import { setTimeout as delay } from "node:timers/promises";
import { LIMITS, MillraceError, stringifyJson } from "@millrace/contract";
import type { JobEnd, JobInHand, JobReport, JobStore } from "@millrace/store";
import type { JobControl, JobKind } from "./kind.ts";

/** Why a job's signal is aborted. */
type Stop = "cancel" | "lost" | "stop";

/** The end of a job that can't go on elsewhere when its server stops. */
const STOPPED: JobEnd = {
  state: "FAILED",
  code: "TEMPORARILY_UNAVAILABLE",
  error: "The server stopped in the middle of this job. Start it again.",
};

/** How many log lines wait to be written, at most; the oldest of more are lost. */
const MAX_WAITING_LINES = 2000;

/** One job that this server does: reports how it goes until it has ended. */
export class RunningJob {
  readonly #store: JobStore;
  readonly #job: JobInHand;
  readonly #owner: string;
  readonly #aborter = new AbortController();
  #stop: Stop | undefined;
  #lines: { time: number; text: string }[] = [];
  #report: Omit<JobReport, "lines"> = { done: 0, total: undefined, text: "", checkpoint: undefined };

  constructor(store: JobStore, job: JobInHand, owner: string) {
    this.#store = store;
    this.#job = job;
    this.#owner = owner;
    if (job.cancelRequested) this.abort("cancel");
  }

  get id(): string {
    return this.#job.id;
  }

  abort(why: Stop): void {
    this.#stop ??= why;
    this.#aborter.abort();
  }

  /**
   * Does the job to its end, and reports meanwhile.
   * @param beatMs how often it reports
   * @param onError hears of what the job failed on when that is nothing to tell the caller
   * @throws MillraceError when the end can't be noted: then the job is left for the next look at left ones
   */
  async run(kind: JobKind, beatMs: number, onError: (error: unknown) => void): Promise<void> {
    const beating = new AbortController();
    const beats = this.#beat(beatMs, beating.signal);
    const end = await this.#outcome(kind, onError);
    beating.abort();
    await beats;
    if (this.#stop === "lost") return;
    await this.#send();
    if (this.#stop === "stop" && kind.resumes) await this.#store.release(this.id, this.#owner);
    else await this.#store.end(this.id, this.#owner, end);
  }

  #control(): JobControl {
    return {
      signal: this.#aborter.signal,
      checkpoint: this.#job.checkpoint,
      progress: (done, total, text) => {
        this.#report = { ...this.#report, done, total, text };
      },
      log: (text) => this.#log(text),
      note: (checkpoint) => {
        this.#report = { ...this.#report, checkpoint };
      },
    };
  }

  #log(text: string): void {
    this.#lines.push({ time: Date.now(), text: cut(text) });
    if (this.#lines.length > MAX_WAITING_LINES) this.#lines.shift();
  }

  async #outcome(kind: JobKind, onError: (error: unknown) => void): Promise<JobEnd> {
    try {
      const result = stringifyJson(await kind.run(this.#job.input, this.#control()));
      if (this.#stop === "stop") return STOPPED;
      return { state: this.#stop === "cancel" ? "CANCELLED" : "SUCCEEDED", result };
    } catch (thrown) {
      if (this.#stop === "cancel") return { state: "CANCELLED" };
      if (this.#stop !== undefined) return STOPPED;
      const error = MillraceError.from(thrown);
      if (error.status >= 500) onError(error.cause ?? error);
      this.#log(error.message);
      return { state: "FAILED", code: error.code, error: error.message };
    }
  }

  /** Reports again and again. A report that fails is made up for by the next one. */
  async #beat(everyMs: number, end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      await delay(everyMs, undefined, { signal: end }).catch(() => undefined);
      if (!end.aborted) await this.#send().catch(() => undefined);
    }
  }

  async #send(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    try {
      const answer = await this.#store.report(this.id, this.#owner, { ...this.#report, lines });
      if (answer !== "go on") this.abort(answer);
    } catch (error) {
      this.#lines = [...lines, ...this.#lines].slice(-MAX_WAITING_LINES);
      throw error;
    }
  }
}

function cut(text: string): string {
  return text.length <= LIMITS.jobLogLine ? text : `${text.slice(0, LIMITS.jobLogLine)}…`;
}
