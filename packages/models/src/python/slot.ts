import { setTimeout as sleep } from "node:timers/promises";
import { MillraceError } from "@millrace/contract";
import { pauseMs } from "./back-off.ts";
import { encodeFrame, type Frame, FRAME } from "./framing.ts";
import type { Job } from "./job.ts";
import { decodeAnswer, encodeAsked } from "./messages.ts";
import type { PoolOptions } from "./options.ts";
import { WorkerProcess } from "./process.ts";
import type { WorkerFacts } from "./worker-facts.ts";

/** What a slot tells its pool. */
export interface SlotEvents {
  /** It can take work. */
  onIdle: (slot: Slot) => void;
  /** Its worker ended; these requests have to be tried again. */
  onReturned: (jobs: readonly Job[]) => void;
}

type Ending = "memory" | "close" | undefined;

// Between the limit and this multiple of it a worker may finish what it does.
const SPILL = 1.25;

/** The place of one worker: keeps a process there, gives it work, and knows what becomes of that. */
export class Slot {
  readonly #options: PoolOptions;
  readonly #events: SlotEvents;
  readonly #jobs = new Map<number, Job>();
  readonly #closing = new AbortController();
  #worker: WorkerProcess | undefined;
  #isReady = false;
  #isFull = false;
  #ending: Ending;
  #probe: PromiseWithResolvers<string> | undefined;
  #failures = 0;
  #restarts = 0;
  #lastId = 0;
  #lived: Promise<void> = Promise.resolve();

  constructor(options: PoolOptions, events: SlotEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Starts the first worker, and others after it until `close`. Rejects with MillraceError when the first loads nothing. */
  async start(): Promise<WorkerFacts> {
    const facts = await this.#startWorker();
    this.#lived = this.#keepOne();
    return facts;
  }

  /** Whether it can take work now. */
  get isIdle(): boolean {
    return this.#isReady && this.#jobs.size === 0 && this.#probe === undefined && this.#ending === undefined;
  }

  /** Whether its worker has loaded the model. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** How many workers were started here after the first. */
  get restarts(): number {
    return this.#restarts;
  }

  /** The process's id, while there is one. */
  get pid(): number | undefined {
    return this.#worker?.pid;
  }

  /** Whether a job is with its worker. */
  has(job: Job): boolean {
    return [...this.#jobs.values()].includes(job);
  }

  /** Gives work to the worker, which has to be idle. */
  run(jobs: readonly Job[]): void {
    const asked = jobs.map((job) => {
      this.#lastId = (this.#lastId + 1) >>> 0;
      this.#jobs.set(this.#lastId, job);
      return { id: this.#lastId, request: job.request };
    });
    this.#worker?.send(encodeAsked(asked));
  }

  /** Asks the idle worker why requests must not be predicted together; empty when they may. */
  async probe(): Promise<string> {
    const probe = Promise.withResolvers<string>();
    this.#probe = probe;
    const late = setTimeout(() => this.kill(), this.#options.timeoutMs);
    this.#worker?.send(encodeFrame(FRAME.probe, 0));
    const why = await probe.promise;
    clearTimeout(late);
    return why;
  }

  /** Ends the worker at once; another takes its place. */
  kill(): void {
    this.#worker?.kill();
  }

  /** Looks at the worker's memory: over the limit it ends after its work, far over it at once. */
  async checkMemory(): Promise<void> {
    const limit = this.#options.memoryLimitBytes;
    const worker = this.#worker;
    if (worker === undefined || !this.#isReady) return;
    const bytes = await worker.residentBytes();
    if (bytes === undefined || bytes <= limit || worker !== this.#worker) return;
    this.#isFull = true;
    if (this.isIdle) this.#retire(worker);
    else if (bytes > limit * SPILL && this.#ending === undefined) {
      this.#ending = "memory";
      worker.kill();
    }
  }

  /** Ends the worker, which should have nothing to do, and starts no other. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#worker?.close();
    await this.#lived;
  }

  async #startWorker(): Promise<WorkerFacts> {
    this.#isFull = false;
    this.#ending = undefined;
    const worker = new WorkerProcess(this.#options);
    this.#worker = worker;
    const facts = await worker.ready;
    const bytes = (await worker.residentBytes()) ?? 0;
    if (bytes > this.#options.memoryLimitBytes) {
      worker.kill();
      throw tooLarge(bytes, this.#options.memoryLimitBytes);
    }
    worker.onFrame = (frame) => this.#take(worker, frame);
    this.#isReady = true;
    return facts;
  }

  async #keepOne(): Promise<void> {
    while (this.#worker !== undefined) {
      const how = await this.#worker.ended;
      this.#leave(how);
      if (!(await this.#pause())) return;
      this.#restarts += 1;
      try {
        await this.#startWorker();
        this.#events.onIdle(this);
      } catch (error) {
        this.#options.log(MillraceError.from(error).message);
      }
    }
  }

  async #pause(): Promise<boolean> {
    try {
      await sleep(pauseMs(this.#failures), undefined, { signal: this.#closing.signal });
      return !this.#closing.signal.aborted;
    } catch {
      return false;
    }
  }

  #leave(how: string): void {
    const ending = this.#ending;
    const jobs = [...this.#jobs.values()];
    this.#isReady = false;
    this.#jobs.clear();
    this.#probe?.resolve(`the worker ${how} while it was tried`);
    this.#probe = undefined;
    if (this.#closing.signal.aborted) return;
    this.#failures = ending === "close" ? 0 : this.#failures + 1;
    this.#options.log(`The model's process ${ending === "close" ? "held too much memory" : how}; another is started.`);
    if (ending === "memory" && jobs.length === 1) jobs.forEach((job) => failForMemory(job, this.#options));
    else this.#events.onReturned(jobs.filter((job) => job.survives(how)));
  }

  #take(worker: WorkerProcess, { kind, id, payload }: Frame): void {
    if (kind === FRAME.probed) {
      this.#probe?.resolve(payload.toString());
      this.#probe = undefined;
    }
    if (kind === FRAME.answer) {
      this.#jobs.get(id)?.succeed(decodeAnswer(payload));
      this.#jobs.delete(id);
      this.#failures = 0;
    }
    if (!this.isIdle) return;
    if (this.#isFull) this.#retire(worker);
    else this.#events.onIdle(this);
  }

  #retire(worker: WorkerProcess): void {
    this.#ending = "close";
    void worker.close();
  }
}

function failForMemory(job: Job, { memoryLimitBytes }: PoolOptions): void {
  const message = `The model needs more than its ${memoryLimitBytes} bytes of memory for this request.`;
  if (!job.isSettled) job.fail(new MillraceError("INTERNAL_ERROR", message));
}

function tooLarge(bytes: number, limit: number): MillraceError {
  const message = `The model holds ${bytes} bytes of memory before its first request; the limit is ${limit}: raise it.`;
  return new MillraceError("INTERNAL_ERROR", message);
}
