/** What a frame between the server and a worker is. The other half is framing.py. */
export const FRAME = {
  score: 1,
  batch: 2,
  probe: 3,
  ready: 16,
  failed: 17,
  answer: 18,
  probed: 19,
} as const;

/** A message on the socket of a worker: length of the payload, id, kind, payload. */
export interface Frame {
  /** One of `FRAME`. */
  readonly kind: number;
  /** Which request it is about. */
  readonly id: number;
  readonly payload: Buffer;
}

const HEADER_BYTES = 9;
const EMPTY = Buffer.alloc(0);

/** The bytes of a frame. Its payload may be given in pieces. */
export function encodeFrame(kind: number, id: number, ...pieces: readonly Uint8Array[]): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt32BE(
    pieces.reduce((bytes, piece) => bytes + piece.byteLength, 0),
    0,
  );
  header.writeUInt32BE(id, 4);
  header.writeUInt8(kind, 8);
  return Buffer.concat([header, ...pieces]);
}

/** Puts frames together again from the chunks in which they come. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  // Until so many bytes are there, looking at them is of no use.
  #needed = HEADER_BYTES;

  /** Takes a chunk and gives the frames that it completes. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < this.#needed) return [];
    const all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    const frames: Frame[] = [];
    let at = 0;
    this.#needed = HEADER_BYTES;
    while (all.length - at >= HEADER_BYTES) {
      const end = at + HEADER_BYTES + all.readUInt32BE(at);
      if (end > all.length) {
        this.#needed = end - at;
        break;
      }
      frames.push({
        id: all.readUInt32BE(at + 4),
        kind: all.readUInt8(at + 8),
        payload: all.subarray(at + HEADER_BYTES, end),
      });
      at = end;
    }
    const rest = at === all.length ? EMPTY : all.subarray(at);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#bytes = rest.length;
    return frames;
  }
}
