import type { MillraceError } from "@millrace/contract";

/** Those who wait until a log has delivered so many items. */
export class Waiters {
  #waiting: { readonly target: number; readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  wait(target: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ target, resolve, reject });
    return promise;
  }

  /**
   * Ends the wait of those whose items are delivered.
   * @param error what they get when not all went well
   * @returns whether there were any
   */
  delivered(count: number, error: MillraceError | undefined): boolean {
    const done = this.#waiting.filter(({ target }) => target <= count);
    this.#waiting = this.#waiting.filter(({ target }) => target > count);
    for (const { resolve, reject } of done) {
      if (error === undefined) resolve();
      else reject(error);
    }
    return done.length > 0;
  }

  /** Ends the wait of all. */
  fail(error: MillraceError): void {
    this.delivered(Infinity, error);
  }
}
