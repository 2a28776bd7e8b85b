import { MillraceError } from "@millrace/contract";
import { takeTogether, waitForMore } from "../batching/gather.ts";
import type { ScoreAnswer, ScoreRequest } from "../scorer.ts";
import { Job } from "./job.ts";
import type { PoolOptions } from "./options.ts";
import { Slot } from "./slot.ts";

/** How a pool of workers is. */
export interface PoolState {
  /** Workers that have loaded the model. */
  readonly ready: number;
  /** Workers that were started in place of others. */
  readonly restarts: number;
  /** Requests that wait for a worker. */
  readonly waiting: number;
  /** Whether requests are predicted together. */
  readonly together: boolean;
  /** The ids of the workers' processes. */
  readonly pids: readonly number[];
}

const MEMORY_CHECK_MS = 100;

/** Workers that share the requests for one model. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #slots: readonly Slot[];
  readonly #line: Job[] = [];
  readonly #drained = Promise.withResolvers<void>();
  #open = 0;
  #together = false;
  #isClosing = false;
  #isDispatching = false;
  #memoryTimer: NodeJS.Timeout | undefined;
  #gatherTimer: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    const events = { onIdle: () => this.#dispatchSoon(), onReturned: (jobs: readonly Job[]) => this.#takeBack(jobs) };
    this.#slots = Array.from({ length: options.workers }, () => new Slot(options, events));
  }

  /** Starts all workers; resolves when they have loaded the model, and rejects with MillraceError when one can't. */
  async start(): Promise<void> {
    const [first] = this.#slots;
    if (first === undefined) throw new MillraceError("INVALID_PARAMETER_VALUE", "A model needs at least one worker.");
    try {
      const [facts] = await Promise.all(this.#slots.map((slot) => slot.start()));
      if (facts?.joins === true && this.#options.batch !== undefined) void this.#tryTogether(first);
    } catch (error) {
      this.#slots.forEach((slot) => slot.kill());
      await this.close();
      throw error;
    }
    if (Number.isFinite(this.#options.memoryLimitBytes)) this.#watchMemory();
  }

  /** How it is now. */
  state(): PoolState {
    return {
      ready: this.#slots.filter((slot) => slot.isReady).length,
      restarts: this.#slots.reduce((sum, slot) => sum + slot.restarts, 0),
      waiting: this.#line.length,
      together: this.#together,
      pids: this.#slots.map((slot) => slot.pid).filter((pid) => pid !== undefined),
    };
  }

  /**
   * Gives a request to the next worker that is free.
   * @throws MillraceError TEMPORARILY_UNAVAILABLE when too many wait or the pool closes
   */
  async score(request: ScoreRequest): Promise<ScoreAnswer> {
    if (this.#isClosing) throw new MillraceError("TEMPORARILY_UNAVAILABLE", "The model is being closed.");
    if (this.#line.length >= this.#options.maxQueue) {
      const message = `${this.#line.length} requests wait for the model already: try again later.`;
      throw new MillraceError("TEMPORARILY_UNAVAILABLE", message);
    }
    if (request.signal.aborted) throw new MillraceError("TEMPORARILY_UNAVAILABLE", "The client has left already.");
    const onLate = (job: Job): void => this.#drop(job);
    const job = new Job(request, this.#options.timeoutMs, { onLate, onAborted: (left) => this.#leaveLine(left) });
    this.#open += 1;
    this.#line.push(job);
    this.#dispatchSoon();
    try {
      return await job.answered;
    } finally {
      this.#open -= 1;
      if (this.#isClosing && this.#open === 0) this.#drained.resolve();
    }
  }

  /** Ends the workers after the requests that they have. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#open === 0) this.#drained.resolve();
    await this.#drained.promise;
    clearInterval(this.#memoryTimer);
    clearTimeout(this.#gatherTimer);
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #dispatch(): void {
    const batch = this.#together ? this.#options.batch : undefined;
    for (const slot of this.#slots) {
      if (this.#line.length === 0) return;
      if (!slot.isIdle) continue;
      const ms = waitForMore(this.#line, batch, performance.now());
      if (ms > 0) return this.#dispatchIn(ms);
      slot.run(takeTogether(this.#line, batch));
    }
  }

  // Requests that are predicted together come together: those that this turn of the event loop still brings are waited for.
  #dispatchSoon(): void {
    if (!this.#together) return this.#dispatch();
    if (this.#isDispatching) return;
    this.#isDispatching = true;
    setImmediate(() => {
      this.#isDispatching = false;
      this.#dispatch();
    });
  }

  #dispatchIn(ms: number): void {
    clearTimeout(this.#gatherTimer);
    this.#gatherTimer = setTimeout(() => this.#dispatch(), Math.ceil(ms));
  }

  #takeBack(jobs: readonly Job[]): void {
    this.#line.unshift(...jobs);
    this.#dispatch();
  }

  #leaveLine(job: Job): boolean {
    const place = this.#line.indexOf(job);
    if (place < 0) return false;
    this.#line.splice(place, 1);
    job.forget();
    return true;
  }

  #drop(job: Job): void {
    if (this.#leaveLine(job)) return;
    this.#slots.find((slot) => slot.has(job))?.kill();
  }

  async #tryTogether(slot: Slot): Promise<void> {
    const why = await slot.probe();
    this.#together = why === "";
    if (why !== "") this.#options.log(`Requests are predicted one by one: ${why}.`);
    this.#dispatch();
  }

  #watchMemory(): void {
    const check = (): void => this.#slots.forEach((slot) => void slot.checkMemory());
    this.#memoryTimer = setInterval(check, MEMORY_CHECK_MS);
  }
}
