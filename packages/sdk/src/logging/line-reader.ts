import { readSync } from "node:fs";

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** A line and where the next one begins, in bytes. */
export interface ReadLine {
  readonly text: string;
  readonly end: number;
}

/** Reads an append-only file line by line; what follows the last newline was torn or is being written, and is no line. */
export class LineReader {
  readonly #fd: number;
  #ahead = Buffer.alloc(0);
  #position: number;

  /** @param position in bytes of the first line to read */
  constructor(fd: number, position: number) {
    this.#fd = fd;
    this.#position = position;
  }

  /** Where the next line begins. */
  get position(): number {
    return this.#position;
  }

  /** Goes to the beginning of a line. */
  seek(position: number): void {
    this.#position = position;
    this.#ahead = Buffer.alloc(0);
  }

  /** The next line; undefined at the end, which may grow. */
  next(): ReadLine | undefined {
    let searched = 0;
    while (true) {
      const newline = this.#ahead.indexOf(NEWLINE, searched);
      if (newline >= 0) return this.#take(newline);
      searched = this.#ahead.length;
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const count = readSync(this.#fd, chunk, 0, CHUNK_BYTES, this.#position + searched);
      if (count === 0) {
        this.#ahead = Buffer.alloc(0);
        return undefined;
      }
      this.#ahead = Buffer.concat([this.#ahead, chunk.subarray(0, count)]);
    }
  }

  #take(newline: number): ReadLine {
    const text = this.#ahead.toString("utf8", 0, newline);
    this.#ahead = this.#ahead.subarray(newline + 1);
    this.#position += newline + 1;
    return { text, end: this.#position };
  }
}
