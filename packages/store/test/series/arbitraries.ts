import fc from "fast-check";
import { BLOCK_SIZE } from "../../src/series/block.ts";
import { type Int64Column, int64Column, type PointColumns } from "../../src/series/points.ts";

const anyInt64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const extremes = fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 2 ** 53 - 1, -(2 ** 53) + 1, 2n ** 53n, 0);
const safe = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
const small = fc.integer({ min: -1000, max: 1000 });

const rounded = fc.tuple(fc.integer(), fc.nat(9)).map(([digits, decimals]) => digits / 10 ** decimals);
const oddities = fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324);

/** Columns of numbers, each of one habit (rounded, 32-bit, any, mostly odd) so that every encoding is met. */
export function floats(length: number): fc.Arbitrary<Float64Array> {
  const of = (element: fc.Arbitrary<number>) =>
    fc.array(element, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));
  return fc.oneof(of(rounded), of(fc.float()), of(fc.double()), of(fc.oneof(small, oddities)), of(fc.constant(0.1)));
}

/** Columns of integers, each of one habit (small, safe, any, extreme, evenly spaced). */
export function integers(length: number): fc.Arbitrary<Int64Column> {
  const of = (element: fc.Arbitrary<number | bigint>) =>
    fc.array(element, { minLength: length, maxLength: length }).map(int64Column);
  const even = fc
    .tuple(small, small)
    .map(([start, stride]) => Float64Array.from({ length }, (_, i) => start + i * stride + 0));
  return fc.oneof(of(small), of(safe), of(anyInt64), of(fc.oneof(small, extremes)), even);
}

/** Points in any order, as many as a block holds at most. */
export const blockPoints: fc.Arbitrary<PointColumns> = fc
  .oneof(fc.nat(40), fc.constantFrom(0, 1, BLOCK_SIZE))
  .chain((count) => fc.record({ steps: integers(count), timestamps: integers(count), values: floats(count) }));

/** Points sorted by step, up to `maxLength` of them. */
export function sortedPoints(maxLength: number): fc.Arbitrary<PointColumns> {
  return fc
    .nat(maxLength)
    .chain((count) => fc.record({ steps: integers(count), timestamps: integers(count), values: floats(count) }))
    .map((points) => ({ ...points, steps: points.steps.slice().sort() }));
}

/** The bits of a column, which tell -0 from 0 and compare NaN with itself. */
export function bits(column: Float64Array | BigInt64Array): BigUint64Array {
  return new BigUint64Array(column.slice().buffer);
}
