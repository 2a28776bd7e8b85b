import { unavailable } from "./errors.ts";

/** After how many texts the clock is read. */
const CALLS = 100;

/** Bounds the time of a statement that looks at many texts: the driver answers at once, so no timer can end it. */
export class TimeLimit {
  readonly #limitMs: number;
  #start = 0;
  #calls = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** A statement begins. */
  start(): void {
    this.#start = performance.now();
    this.#calls = 0;
  }

  /**
   * The statement looks at a text.
   * @throws MillraceError TEMPORARILY_UNAVAILABLE when its time is over.
   */
  check(): void {
    this.#calls += 1;
    if (this.#calls % CALLS !== 0 || performance.now() - this.#start <= this.#limitMs) return;
    throw unavailable("The search took too long. Ask for less at once, or use fewer text conditions.");
  }
}
