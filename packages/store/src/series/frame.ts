import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { ByteReader, ByteWriter, damaged } from "./bytes.ts";

const STORED = 0;
const ZSTD = 1;
const CHECKSUM_BYTES = 4;

/** Shorter bodies don't repay the fixed cost of a compressed frame. */
const MIN_COMPRESSED = 128;

/** Node's smallest chunk of output. */
const MIN_CHUNK = 64;

/** Level 1 packs byte planes within 1 % of level 3, in less time. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** What a frame holds; the number is its first byte and names the version of the layout, so it is never used again. */
export const FRAME_KINDS = { block: 0xb1, summary: 0xa1 } as const;

/** The kind of a frame. */
export type FrameKind = keyof typeof FRAME_KINDS;

/**
 * Wraps an encoded body for storage: kind, compression, CRC-32 of the payload, length of the body, payload. The body
 * is compressed where that makes it smaller.
 */
export function sealFrame(kind: FrameKind, body: Uint8Array): Uint8Array {
  const compressed = body.length < MIN_COMPRESSED ? body : zstdCompressSync(body, LEVEL);
  const payload = compressed.length < body.length ? compressed : body;
  const writer = new ByteWriter(payload.length + 16);
  writer.byte(FRAME_KINDS[kind]);
  writer.byte(payload === body ? STORED : ZSTD);
  checksum(writer.region(CHECKSUM_BYTES)).setUint32(0, crc32(payload), true);
  writer.varint(body.length);
  writer.region(payload.length).set(payload);
  return writer.finish();
}

/** Unwraps the body of a frame of at most `maxLength` bytes. Throws INTERNAL_ERROR if any byte of it changed. */
export function openFrame(kind: FrameKind, frame: Uint8Array, maxLength: number): Uint8Array {
  const reader = new ByteReader(frame);
  if (reader.byte() !== FRAME_KINDS[kind]) throw damaged(`it is not a ${kind} of a known version`);
  const compression = reader.byte();
  const expected = checksum(reader.take(CHECKSUM_BYTES)).getUint32(0, true);
  const length = reader.varint();
  const payload = reader.rest();
  if (crc32(payload) !== expected) throw damaged("its checksum is wrong");
  if (length > maxLength) throw damaged("it claims to be too long");
  const body = compression === ZSTD ? decompress(payload, length) : payload;
  if (compression > ZSTD || body.length !== length) throw damaged("its header and its content disagree");
  return body;
}

function checksum(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decompress(payload: Uint8Array, length: number): Uint8Array {
  try {
    // With room for all of the output and a byte it comes in one piece, which is not copied again.
    const chunkSize = Math.max(length + 1, MIN_CHUNK);
    return zstdDecompressSync(payload, { maxOutputLength: Math.max(length, 1), chunkSize });
  } catch (cause) {
    throw damaged("it can't be decompressed", cause);
  }
}
