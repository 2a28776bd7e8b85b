import type { IncomingMessage } from "node:http";
import { MillraceError } from "@millrace/contract";

/** How many bodies of the largest size may be in memory at once. */
const LARGEST_AT_ONCE = 8;
const NOTHING = new Uint8Array();

/** A body, and how much memory is kept for it. */
export interface Body {
  readonly bytes: Uint8Array;
  /** Gives the memory free; to be called once. */
  readonly release: () => void;
}

/** Reads the bodies of requests into memory, of which it takes no more than it should. */
export class BodyReader {
  readonly #limit: number;
  #held = 0;

  /** @param limit bytes of one body */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of the bodies that are in memory. */
  get held(): number {
    return this.#held;
  }

  /**
   * Reads a body. It never settles when the client goes away before the end.
   * @throws MillraceError REQUEST_TOO_LARGE, TEMPORARILY_UNAVAILABLE when there are too many large ones at once, or
   *   BAD_REQUEST for one that is compressed
   */
  read(request: IncomingMessage): Promise<Body> {
    const { "content-length": length, "content-encoding": encoding } = request.headers;
    if (encoding !== undefined && encoding !== "identity") {
      return Promise.reject(new MillraceError("BAD_REQUEST", "Send the body uncompressed."));
    }
    if (length !== undefined && Number(length) > this.#limit) return Promise.reject(this.#tooLarge());
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const release = (): void => {
        this.#held -= size;
        size = 0;
      };
      request.on("data", (chunk: Buffer) => {
        size += chunk.length;
        this.#held += chunk.length;
        const refusal = this.#refusal(size);
        if (refusal === undefined) return void chunks.push(chunk);
        // The rest is read and thrown away, so that the client gets to see the answer.
        request.removeAllListeners("data").removeAllListeners("end").resume();
        release();
        reject(refusal);
      });
      request.on("end", () => {
        const [only = NOTHING] = chunks;
        resolve({ bytes: chunks.length > 1 ? Buffer.concat(chunks, size) : only, release });
      });
      request.on("close", () => {
        if (!request.complete) release();
      });
    });
  }

  #refusal(size: number): MillraceError | undefined {
    if (size > this.#limit) return this.#tooLarge();
    if (this.#held <= this.#limit * LARGEST_AT_ONCE) return undefined;
    return new MillraceError("TEMPORARILY_UNAVAILABLE", "The server holds too many large requests; send it again.");
  }

  #tooLarge(): MillraceError {
    return new MillraceError("REQUEST_TOO_LARGE", `The body has more than ${this.#limit} bytes; send fewer rows.`);
  }
}
