import { MillraceError } from "@millrace/contract";

/** Ends an exchange when its caller says so, or when the server is silent for too long. */
export class Watch {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #limitMs: number;
  readonly #uri: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param uri of the server, for the error */
  constructor(uri: string, limitMs: number, caller: AbortSignal | undefined) {
    this.#uri = uri;
    this.#limitMs = limitMs;
    this.#caller = caller;
    if (caller?.aborted === true) this.#onAbort();
    else caller?.addEventListener("abort", this.#onAbort);
  }

  /** Aborted with the caller's reason, or with a MillraceError TEMPORARILY_UNAVAILABLE. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it was the caller who ended the exchange. */
  get isCancelled(): boolean {
    return this.#caller?.aborted === true;
  }

  /**
   * Waits for the server; rejects with the signal's reason as soon as it is aborted.
   * @param extraMs how much longer than usual the server may be silent
   */
  async over<Result>(wait: Promise<Result>, extraMs = 0): Promise<Result> {
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const onAbort = (): void => reject(this.signal.reason);
    if (this.signal.aborted) onAbort();
    this.signal.addEventListener("abort", onAbort);
    this.#restart(extraMs);
    try {
      return await Promise.race([aborted, wait]);
    } finally {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.signal.removeEventListener("abort", onAbort);
    }
  }

  /** A stream through which the exchange shows that it goes on. */
  progress(): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform: (chunk, controller) => {
        if (this.#timer !== undefined) this.#restart();
        controller.enqueue(chunk);
      },
    });
  }

  /** The exchange is at its end. */
  end(): void {
    this.#caller?.removeEventListener("abort", this.#onAbort);
  }

  #restart(extraMs = 0): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onSilence, this.#limitMs + extraMs);
  }

  readonly #onAbort = (): void => this.#controller.abort(this.#caller?.reason);

  readonly #onSilence = (): void => {
    const message = `${this.#uri} did not answer for ${this.#limitMs} ms; try again, or raise timeoutMs.`;
    this.#controller.abort(new MillraceError("TEMPORARILY_UNAVAILABLE", message));
  };
}
