import { MillraceError } from "@millrace/contract";

/** The error for stored bytes that can't be what was written. `what` says which rule they break. */
export function damaged(what: string, cause?: unknown): MillraceError {
  const message = `Packed metric data is damaged: ${what}. Restore the database from a backup.`;
  return new MillraceError("INTERNAL_ERROR", message, { cause });
}

/** Appends bytes and variable-length integers to a buffer that grows. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(Math.max(capacity, 64));
  }

  byte(value: number): void {
    this.region(1)[0] = value;
  }

  /** An integer from 0 to 2^53 - 1: seven bits a byte, lowest first. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** A safe integer: the first byte has its sign and its lowest six bits, a varint follows if there are more. */
  signed(value: number): void {
    const magnitude = Math.abs(value);
    const more = magnitude >= 0x40;
    this.byte((magnitude % 0x40) + (value < 0 ? 0x40 : 0) + (more ? 0x80 : 0));
    if (more) this.varint(Math.floor(magnitude / 0x40));
  }

  /** The next `length` bytes, all zero, for the caller to fill before the writer is used again. */
  region(length: number): Uint8Array {
    const start = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(this.#length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    return this.#bytes.subarray(start, this.#length);
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Reads what ByteWriter wrote; throws INTERNAL_ERROR at the first byte that can't be right. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const value = this.#bytes[this.#offset++];
    if (value === undefined) throw damaged("it ends too early");
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 0x80) {
      const byte = this.byte();
      value += (byte % 0x80) * scale;
      if (byte < 0x80 && value <= Number.MAX_SAFE_INTEGER) return value;
    }
    throw damaged("an integer is too long");
  }

  signed(): number {
    const byte = this.byte();
    const magnitude = (byte & 0x3f) + (byte >= 0x80 ? this.varint() * 0x40 : 0);
    if (magnitude > Number.MAX_SAFE_INTEGER) throw damaged("an integer is too large");
    return (byte & 0x40) === 0 ? magnitude : -magnitude;
  }

  take(length: number): Uint8Array {
    const start = this.#offset;
    this.#offset += length;
    if (this.#offset > this.#bytes.length) throw damaged("it ends too early");
    return this.#bytes.subarray(start, this.#offset);
  }

  /** The bytes not read yet. */
  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#offset);
  }

  /** Throws unless every byte was read. */
  end(): void {
    if (this.#offset !== this.#bytes.length) throw damaged("bytes are left over");
  }
}
