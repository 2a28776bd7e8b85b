import { MillraceError } from "@millrace/contract";
import type { Waiting } from "../batching/gather.ts";
import type { ScoreAnswer, ScoreRequest } from "../scorer.ts";

const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/;
const MAX_ATTEMPTS = 2;
const TIME_IS_OVER: ScoreAnswer = {
  status: 504,
  contentType: "application/json",
  body: "Request processing time exceeded limit",
};

/** Who is told that nobody waits for a job's answer any more. */
export interface JobEnds {
  /** Its time is over. */
  onLate: (job: Job) => void;
  /** Its client has gone. */
  onAborted: (job: Job) => void;
}

/** A request on its way to an answer. */
export class Job implements Waiting {
  readonly answered: Promise<ScoreAnswer>;
  readonly request: ScoreRequest;
  readonly bytes: number;
  readonly since = performance.now();
  readonly #ends: JobEnds;
  readonly #timer: NodeJS.Timeout;
  readonly #resolve: (answer: ScoreAnswer) => void;
  readonly #reject: (error: MillraceError) => void;
  readonly #isJson: boolean;
  #attempts = 0;
  #isSettled = false;

  constructor(request: ScoreRequest, timeoutMs: number, ends: JobEnds) {
    const { promise, resolve, reject } = Promise.withResolvers<ScoreAnswer>();
    this.answered = promise;
    this.request = request;
    this.bytes = request.body.byteLength;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#ends = ends;
    this.#isJson = request.contentType !== undefined && JSON_TYPE.test(request.contentType);
    this.#timer = setTimeout(() => this.#onLate(), timeoutMs);
    request.signal.addEventListener("abort", this.#onAbort);
  }

  /** Whether it has its answer, or nobody waits for it. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  // One that was with a worker when that ended goes alone, lest it takes others with it again.
  get joinable(): boolean {
    return this.#isJson && this.#attempts === 0;
  }

  /** Gives it its answer. */
  succeed(answer: ScoreAnswer): void {
    this.#settle();
    this.#resolve(answer);
  }

  /** Gives it up. */
  fail(error: MillraceError): void {
    this.#settle();
    this.#reject(error);
  }

  /** Counts a worker that ended with it. Whether it may be tried again; else it has failed. */
  survives(how: string): boolean {
    this.#attempts += 1;
    if (this.#isSettled) return false;
    if (this.#attempts < MAX_ATTEMPTS) return true;
    const message = `The model's process ${how} with this request, twice: see the log of the model.`;
    this.fail(new MillraceError("INTERNAL_ERROR", message));
    return false;
  }

  /** Ends its time, when it is neither with a worker nor waiting. */
  forget(): void {
    clearTimeout(this.#timer);
  }

  #settle(): void {
    this.#isSettled = true;
    this.forget();
    this.request.signal.removeEventListener("abort", this.#onAbort);
  }

  #onLate(): void {
    if (!this.#isSettled) this.succeed(TIME_IS_OVER);
    this.#ends.onLate(this);
  }

  // Its time goes on: what works for nobody must end as well.
  readonly #onAbort = (): void => {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#reject(new MillraceError("TEMPORARILY_UNAVAILABLE", "The client left before the answer was ready."));
    this.#ends.onAborted(this);
  };
}
