import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { invalidParameter, MillraceError } from "@millrace/contract";

/** How many bodies of the largest size may be in memory at once. */
const LARGEST_AT_ONCE = 8;

/** Reads the bodies of requests into memory, of which it takes no more than it should. */
export class BodyReader {
  readonly #limit: number;
  #held = 0;

  /** @param limit bytes of one body */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Reads the text of a request's body. It never settles when the client goes away before the end.
   * @throws MillraceError REQUEST_TOO_LARGE, INVALID_PARAMETER_VALUE when the body is not UTF-8, or
   *   TEMPORARILY_UNAVAILABLE when there are too many large ones at once.
   */
  read(request: IncomingMessage): Promise<string> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const onData = (chunk: Buffer): void => {
        size += chunk.length;
        this.#held += chunk.length;
        if (size > this.#limit || this.#held > this.#limit * LARGEST_AT_ONCE) refuse();
        else chunks.push(chunk);
      };
      const onEnd = (): void => {
        const [first] = chunks;
        const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size);
        if (isUtf8(body)) resolve(body.toString("utf8"));
        else reject(invalidParameter("The request body is not UTF-8 text."));
      };
      // The rest of a body that is refused is read and thrown away, so that the client gets to see the answer.
      const refuse = (): void => {
        request.off("data", onData).off("end", onEnd).resume();
        reject(size > this.#limit ? this.#tooLarge() : tooMany());
      };
      if (Number(request.headers["content-length"] ?? 0) > this.#limit) {
        request.resume();
        reject(this.#tooLarge());
        return;
      }
      request.on("data", onData).on("end", onEnd);
      request.on("close", () => (this.#held -= size));
    });
  }

  #tooLarge(): MillraceError {
    const message = `The request body is larger than ${this.#limit} bytes; split the request.`;
    return new MillraceError("REQUEST_TOO_LARGE", message);
  }
}

function tooMany(): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", "The server reads too many large requests; try again soon.");
}
