import { type ByteReader, type ByteWriter, damaged } from "./bytes.ts";
import { readIntegers, writeIntegers } from "./integers.ts";
import { readPlanes, wordsOf, writePlanes } from "./planes.ts";

const BITS = 0xff;
const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/**
 * Writes a column of numbers, every bit kept. Numbers that were rounded to at most nine decimals (percentages,
 * counts, most system metrics) become integers and the power of ten that divides them; all others are byte planes.
 */
export function writeFloats(writer: ByteWriter, values: Float64Array): void {
  const decimals = decimalsOf(values);
  const integers = decimals === undefined ? undefined : scaled(values, decimals);
  if (decimals === undefined || integers === undefined) {
    writer.byte(BITS);
    writePlanes(writer, wordsOf(values));
    return;
  }
  writer.byte(decimals);
  writeIntegers(writer, integers);
}

/** Reads `count` numbers that writeFloats wrote, or of these the ones at given places. */
export function readFloats(reader: ByteReader, count: number, at?: Uint32Array): Float64Array {
  const form = reader.byte();
  const picked = at?.length ?? count;
  if (form === BITS) return new Float64Array(readPlanes(reader, count, at) ?? new ArrayBuffer(picked * 8));
  const power = POWERS[form];
  const integers = readIntegers(reader, count, at);
  if (power === undefined || integers instanceof BigInt64Array) throw damaged("an unknown form of numbers");
  if (power !== 1) for (let i = 0; i < picked; i++) integers[i] = (integers[i] ?? 0) / power;
  return integers;
}

/** The fewest decimals that write every value; undefined where nine don't do. */
function decimalsOf(values: Float64Array): number | undefined {
  let decimals = 0;
  let power = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    while (Math.round(value * power) / power !== value) {
      const next = POWERS[++decimals];
      if (next === undefined) return undefined;
      power = next;
    }
  }
  return decimals;
}

/** The values times 10^decimals, or undefined if one of them would not come back bit for bit. */
function scaled(values: Float64Array, decimals: number): Float64Array | undefined {
  const power = POWERS[decimals] ?? 1;
  const integers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const integer = Math.round(value * power);
    // Only plain zero may become 0: -0 has a bit of its own.
    if (integer / power !== value || !Number.isSafeInteger(integer) || Object.is(value, -0)) return undefined;
    integers[i] = integer;
  }
  return integers;
}
