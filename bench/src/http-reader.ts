/** A status and the body's bytes. */
export type HttpAnswer = { readonly status: number; readonly body: Buffer };

const EMPTY = Buffer.alloc(0);
const HEAD_END = "\r\n\r\n";

type State = "head" | "length" | "chunk-size" | "chunk-data" | "trailer";

/** Puts an HTTP/1.1 answer together from the pieces that the socket delivers. Large bodies are joined once, at the end. */
export class ResponseReader {
  #state: State = "head";
  #pending: Buffer = EMPTY;
  #status = 0;
  #remaining = 0;
  #body: Buffer[] = [];

  /** Takes the next piece; gives the answer when it is complete. Throws on an answer that it cannot frame. */
  push(piece: Buffer): HttpAnswer | undefined {
    this.#pending = this.#pending.length === 0 ? piece : Buffer.concat([this.#pending, piece]);
    for (;;) {
      const before = this.#pending.length;
      const state = this.#state;
      if (this.#advance()) return this.#finish();
      if (this.#pending.length === before && this.#state === state) return undefined;
    }
  }

  #advance(): boolean {
    if (this.#state === "head") return this.#readHead();
    if (this.#state === "length") return this.#readData();
    if (this.#state === "chunk-size") return this.#readChunkSize();
    if (this.#state === "chunk-data") {
      if (this.#readData()) this.#state = "chunk-size";
      return false;
    }
    return this.#readTrailer();
  }

  #readHead(): boolean {
    const end = this.#pending.indexOf(HEAD_END);
    if (end < 0) return false;
    const head = this.#pending.toString("latin1", 0, end).toLowerCase();
    this.#pending = this.#pending.subarray(end + HEAD_END.length);
    this.#status = Number(head.slice(9, 12));
    if (head.includes("transfer-encoding: chunked")) {
      this.#state = "chunk-size";
      return false;
    }
    const length = /\ncontent-length: *(\d+)/.exec(head)?.[1];
    if (length === undefined)
      throw new Error(`an answer with neither Content-Length nor chunks: ${head.slice(0, 200)}`);
    this.#remaining = Number(length);
    this.#state = "length";
    return this.#remaining === 0;
  }

  /** Moves bytes of the current stretch to the body; true when the stretch is complete. */
  #readData(): boolean {
    const taken = this.#pending.subarray(0, this.#remaining);
    if (taken.length > 0) this.#body.push(taken);
    this.#pending = this.#pending.subarray(taken.length);
    this.#remaining -= taken.length;
    return this.#remaining === 0;
  }

  #readChunkSize(): boolean {
    // The line break that closes the previous chunk is still there: the size starts after it.
    const start = this.#body.length > 0 ? 2 : 0;
    if (this.#pending.length < start) return false;
    const end = this.#pending.indexOf("\r\n", start);
    if (end < 0) return false;
    this.#remaining = Number.parseInt(this.#pending.toString("latin1", start, end), 16);
    if (Number.isNaN(this.#remaining)) throw new Error("a chunk without a size");
    // The last chunk's own line break stays: with an empty trailer it is the first half of the end mark.
    this.#pending = this.#pending.subarray(this.#remaining === 0 ? end : end + 2);
    this.#state = this.#remaining === 0 ? "trailer" : "chunk-data";
    return false;
  }

  #readTrailer(): boolean {
    const end = this.#pending.indexOf(HEAD_END);
    if (end < 0) return false;
    this.#pending = this.#pending.subarray(end + HEAD_END.length);
    return true;
  }

  #finish(): HttpAnswer {
    const answer = {
      status: this.#status,
      body: this.#body.length === 1 ? (this.#body[0] ?? EMPTY) : Buffer.concat(this.#body),
    };
    this.#state = "head";
    this.#body = [];
    return answer;
  }
}
