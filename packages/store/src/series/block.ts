import { ByteReader, ByteWriter, damaged } from "./bytes.ts";
import { readFloats, writeFloats } from "./floats.ts";
import { openFrame, sealFrame } from "./frame.ts";
import { readIntegers, writeIntegers } from "./integers.ts";
import type { PointColumns } from "./points.ts";

export type { Int64Column, PointColumns } from "./points.ts";

/** The most points that one block holds. */
export const BLOCK_SIZE = 4096;

/** Three columns of 8 bytes a point, and room for their headers. */
const MAX_BODY = BLOCK_SIZE * 24 + 128;

/**
 * Packs up to BLOCK_SIZE points into one compressed, checksummed block. Every bit comes back: NaN, ±Infinity, -0 and
 * all 64-bit integers. Throws RangeError for more points or columns of unequal length.
 */
export function encodeBlock(points: PointColumns): Uint8Array {
  const count = points.values.length;
  if (count > BLOCK_SIZE) throw new RangeError(`A block holds at most ${BLOCK_SIZE} points, not ${count}.`);
  if (points.steps.length !== count || points.timestamps.length !== count) {
    throw new RangeError("The columns of a block must have the same length.");
  }
  const writer = new ByteWriter(count * 12);
  writer.varint(count);
  writeIntegers(writer, points.steps);
  writeIntegers(writer, points.timestamps);
  writeFloats(writer, points.values);
  return sealFrame("block", writer.finish());
}

/**
 * Unpacks a block, or of its points those at given places, which must be in it. Throws INTERNAL_ERROR if the bytes are not
 * what encodeBlock made.
 */
export function decodeBlock(bytes: Uint8Array, at?: Uint32Array): PointColumns {
  const reader = new ByteReader(openFrame("block", bytes, MAX_BODY));
  const count = reader.varint();
  if (count > BLOCK_SIZE) throw damaged("it claims too many points");
  const steps = readIntegers(reader, count, at);
  const timestamps = readIntegers(reader, count, at);
  const values = readFloats(reader, count, at);
  reader.end();
  return { steps, timestamps, values };
}
