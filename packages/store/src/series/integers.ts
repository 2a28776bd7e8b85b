import { type ByteReader, type ByteWriter, damaged } from "./bytes.ts";
import { readPlanes, wordsOf, writePlanes } from "./planes.ts";
import { gatherFloats, type Int64Column, narrowColumn, widenColumn } from "./points.ts";

const PLAIN = 0;
const DELTA = 1;
const WIDE = 2;
const HALF = 2 ** 32;

/** Above this range the difference of two differences would no longer be a safe integer. */
const MAX_RANGE = 2 ** 51;

/**
 * Writes a column of integers in one of three forms: each as its distance from the smallest (PLAIN); the differences
 * from one to the next as their distance from the smallest difference (DELTA), where a constant stride takes no space
 * at all; or, for columns that span more than 2^51, all 64 bits (WIDE).
 */
export function writeIntegers(writer: ByteWriter, column: Int64Column): void {
  const numbers = narrowColumn(column);
  if (numbers instanceof BigInt64Array) return writeWide(writer, numbers);
  const values = spanOf(numbers, 0);
  if (values.range > MAX_RANGE) return writeWide(writer, widenColumn(numbers));
  const deltas = spanOf(numbers, 1);
  if (numbers.length > 1 && deltas.range < values.range) {
    writer.byte(DELTA);
    writer.signed(numbers[0] ?? 0);
    writer.signed(deltas.min);
    writePlanes(writer, distances(numbers, 1, deltas.min));
    return;
  }
  writer.byte(PLAIN);
  writer.signed(values.min);
  writePlanes(writer, distances(numbers, 0, values.min));
}

/** Reads `count` integers that writeIntegers wrote, or of these the ones at given places. */
export function readIntegers(reader: ByteReader, count: number, at?: Uint32Array): Int64Column {
  const picked = at?.length ?? count;
  const form = reader.byte();
  if (form === WIDE)
    return narrowColumn(new BigInt64Array(readPlanes(reader, count, at) ?? new ArrayBuffer(picked * 8)));
  if (form === PLAIN) {
    const base = reader.signed();
    return addWords(new Float64Array(picked).fill(base), readPlanes(reader, count, at));
  }
  if (form !== DELTA) throw damaged("an unknown form of integers");
  const first = reader.signed();
  const base = reader.signed();
  const words = readPlanes(reader, count);
  if (words === undefined) {
    const numbers = new Float64Array(picked);
    for (let i = 0; i < picked; i++) numbers[i] = first + (at === undefined ? i : (at[i] ?? 0)) * base;
    return numbers;
  }
  const numbers = addWords(new Float64Array(count).fill(base), words);
  accumulate(numbers, first);
  return at === undefined ? numbers : gatherFloats(numbers, at);
}

function addWords(numbers: Float64Array, buffer: ArrayBuffer | undefined): Float64Array {
  if (buffer === undefined) return numbers;
  const words = new Uint32Array(buffer);
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = (numbers[i] ?? 0) + (words[2 * i] ?? 0) + (words[2 * i + 1] ?? 0) * HALF;
  }
  return numbers;
}

function writeWide(writer: ByteWriter, column: BigInt64Array): void {
  writer.byte(WIDE);
  writePlanes(writer, wordsOf(column));
}

/** The smallest of the values (order 0) or of the differences between neighbours (order 1), and their range. */
function spanOf(numbers: Float64Array, order: 0 | 1): { min: number; range: number } {
  let min = Infinity;
  let max = -Infinity;
  for (let i = order; i < numbers.length; i++) {
    const value = (numbers[i] ?? 0) - (order === 1 ? (numbers[i - 1] ?? 0) : 0);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return numbers.length > order ? { min, range: max - min } : { min: 0, range: 0 };
}

/** How far each value or difference lies above the smallest. The word of the first difference, which isn't one, is 0. */
function distances(numbers: Float64Array, order: 0 | 1, base: number): Uint32Array {
  const words = new Uint32Array(numbers.length * 2);
  for (let i = order; i < numbers.length; i++) {
    const distance = (numbers[i] ?? 0) - (order === 1 ? (numbers[i - 1] ?? 0) : 0) - base;
    words[2 * i] = distance >>> 0;
    words[2 * i + 1] = distance / HALF;
  }
  return words;
}

function accumulate(differences: Float64Array, first: number): void {
  let value = first;
  if (differences.length > 0) differences[0] = first;
  for (let i = 1; i < differences.length; i++) {
    value += differences[i] ?? 0;
    differences[i] = value;
  }
}
