import type { ByteReader, ByteWriter } from "./bytes.ts";

const WORD = 8;

/** Words of 64 bits: a view over the memory of any 8-byte column, two little-endian halves a word. */
export function wordsOf(column: Float64Array | BigInt64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
}

/**
 * Writes 64-bit words as byte planes: first a mask of the planes that hold anything but zeros, then those planes, the
 * lowest byte of every word first. Bytes of equal meaning lie together, which is what the compressor can use: signs
 * and exponents repeat, and the low bytes of numbers that came from 32-bit floats or small integers vanish.
 */
export function writePlanes(writer: ByteWriter, words: Uint32Array): void {
  const count = words.length / 2;
  const mask = usedPlanes(words);
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  writer.byte(mask);
  for (let plane = 0; plane < WORD; plane++) {
    if ((mask & (1 << plane)) === 0) continue;
    const target = writer.region(count);
    for (let i = 0, from = plane; i < count; i++, from += WORD) target[i] = bytes[from] ?? 0;
  }
}

/**
 * Reads `count` words that writePlanes wrote, or of these the ones at given places, into the memory of a new array;
 * `undefined` when all of them are 0.
 */
export function readPlanes(reader: ByteReader, count: number, at?: Uint32Array): ArrayBuffer | undefined {
  const mask = reader.byte();
  if (mask === 0) return undefined;
  const picked = at?.length ?? count;
  const buffer = new ArrayBuffer(picked * WORD);
  const bytes = new Uint8Array(buffer);
  for (let plane = 0; plane < WORD; plane++) {
    if ((mask & (1 << plane)) === 0) continue;
    const source = reader.take(count);
    for (let i = 0, to = plane; i < picked; i++, to += WORD)
      bytes[to] = source[at === undefined ? i : (at[i] ?? 0)] ?? 0;
  }
  return buffer;
}

function usedPlanes(words: Uint32Array): number {
  let low = 0;
  let high = 0;
  for (let i = 0; i < words.length; i += 2) {
    low |= words[i] ?? 0;
    high |= words[i + 1] ?? 0;
  }
  let mask = 0;
  for (let plane = 0; plane < WORD; plane++) {
    const half = plane < 4 ? low : high;
    if (((half >>> ((plane % 4) * 8)) & 0xff) !== 0) mask |= 1 << plane;
  }
  return mask;
}
