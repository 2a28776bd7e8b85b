import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  concatColumns,
  gatherColumn,
  int64At,
  int64Column,
  lowerBound,
  narrowColumn,
  upperBound,
} from "../../src/series/points.ts";
import { integers } from "./arbitraries.ts";

const anyColumn = fc.nat(30).chain(integers);

describe("a column of 64-bit integers", () => {
  it("gives back its elements, as numbers where they are safe", () => {
    assert.ok(int64Column([1, 2n, -3]) instanceof Float64Array);
    const wide = int64Column([1, 2n ** 60n]);
    assert.ok(wide instanceof BigInt64Array);
    assert.deepEqual([int64At(wide, 0), int64At(wide, 1)], [1, 2n ** 60n]);
    assert.throws(() => int64At(wide, 2), RangeError);
  });

  it("is the same after it was cut and joined", () => {
    fc.assert(
      fc.property(anyColumn, fc.nat(30), (column, at) => {
        const joined = concatColumns([column.subarray(0, at), column.subarray(at)]);
        assert.deepEqual(joined, narrowColumn(column));
        const indices = Uint32Array.from({ length: column.length }, (_, i) => i);
        assert.deepEqual(gatherColumn(column, indices), narrowColumn(column));
      }),
    );
  });

  it("finds the bounds of a value when it is sorted", () => {
    fc.assert(
      fc.property(anyColumn, fc.maxSafeInteger(), (unsorted, other) => {
        const column = unsorted.slice().sort();
        for (const bound of [other, ...column]) {
          const list = [...column];
          assert.equal(lowerBound(column, bound), list.filter((value) => value < bound).length);
          assert.equal(upperBound(column, bound), list.filter((value) => value <= bound).length);
        }
      }),
    );
  });
});
