import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Upload } from "@millrace/contract";

/**
 * The uploads and downloads under way. They may take as long as they need while bytes move; one whose client stalls is
 * cut off.
 */
export class Transfers {
  readonly #idleMs: number;
  readonly #uploading = new WeakSet<Duplex>();

  /** @param idleMs how long a client may neither send nor take a byte */
  constructor(idleMs: number) {
    this.#idleMs = idleMs;
  }

  /** Whether the time limit of whole requests is not meant for what comes in on a socket now. */
  isUploading(socket: Duplex): boolean {
    return this.#uploading.has(socket);
  }

  /** Starts to watch an exchange. */
  watch(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    response.setTimeout(this.#idleMs, () => {
      const waitsForClient = (!request.complete && request.readableLength === 0) || response.writableLength > 0;
      if (waitsForClient) socket.destroy();
      else socket.setTimeout(this.#idleMs);
    });
  }

  /** Takes in the body of a request as it comes. */
  receive(request: IncomingMessage, response: ServerResponse): Upload {
    const { socket, headers } = request;
    this.#uploading.add(socket);
    request.once("close", () => this.#uploading.delete(socket));
    this.watch(request, response);
    const length = headers["content-length"];
    // Who stops reading must still be able to answer: the connection stays.
    const stream = { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
    return new Upload(stream, length === undefined ? undefined : Number(length), headers["content-type"] ?? "");
  }
}
