/** Lets so many requests to the model at once, and so many more wait for their turn. */
export class Admission {
  readonly #concurrency: number;
  readonly #queue: number;
  readonly #waiting = new Set<() => void>();
  #inFlight = 0;

  constructor({ concurrency, queue }: { readonly concurrency: number; readonly queue: number }) {
    this.#concurrency = concurrency;
    this.#queue = queue;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get queued(): number {
    return this.#waiting.size;
  }

  /** Whether another request has to be refused. */
  get isFull(): boolean {
    return this.#inFlight >= this.#concurrency && this.#waiting.size >= this.#queue;
  }

  /** Takes a place at once; false when there is none. Every place taken has to be left. */
  tryEnter(): boolean {
    if (this.#inFlight >= this.#concurrency) return false;
    this.#inFlight += 1;
    return true;
  }

  /**
   * Waits for a place, which then has to be left.
   * @param signal ends the waiting
   * @returns false when nobody waits any more
   */
  enter(signal: AbortSignal): Promise<boolean> {
    if (this.tryEnter()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const give = (): void => {
        signal.removeEventListener("abort", giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        this.#waiting.delete(give);
        resolve(false);
      };
      this.#waiting.add(give);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** Leaves a place to the one who waits longest. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#inFlight -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
