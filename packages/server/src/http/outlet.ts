import type { ServerResponse } from "node:http";

/** The way out for a stream of bytes: it takes no more than the client does. */
export class Outlet {
  readonly #response: ServerResponse;
  #wake: () => void = () => undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
    const wake = (): void => this.#wake();
    response.on("drain", wake).on("finish", wake).on("close", wake);
  }

  /**
   * Sends the rest of a content, of which the first chunk was taken already, and ends the answer. A client that goes
   * away ends the source early. Rejects with what the source throws.
   */
  async send(first: IteratorResult<Uint8Array>, rest: AsyncIterator<Uint8Array>): Promise<void> {
    try {
      for (let next = first; !next.done; next = await rest.next()) {
        if (this.#response.destroyed) return;
        if (!this.#response.write(next.value)) await this.#until(() => !this.#response.writableNeedDrain);
      }
    } finally {
      await rest.return?.();
    }
    this.#response.end();
    await this.#until(() => this.#response.writableFinished);
  }

  async #until(isDone: () => boolean): Promise<void> {
    while (!isDone() && !this.#response.destroyed) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
