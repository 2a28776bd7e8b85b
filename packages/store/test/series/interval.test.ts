import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { intervalIndices } from "../../src/series/interval.ts";

/** The definition, point by point: deal the points out to runs, take the first of each, end with the last point. */
function naiveIndices(count: number, maxResults: number): number[] {
  const points = Array.from({ length: count }, (_, i) => i);
  if (count <= maxResults) return points;
  const picks: number[] = [];
  for (let run = 0; run < maxResults; run++) {
    const length = Math.floor(count / maxResults) + (run < count % maxResults ? 1 : 0);
    picks.push(...points.splice(0, length).slice(0, 1));
  }
  return [...picks.slice(0, -1), count - 1];
}

it("picks the points that the definition picks", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 210 }), (count, maxResults) => {
      assert.deepEqual([...intervalIndices(count, maxResults)], naiveIndices(count, maxResults));
    }),
  );
});

it("picks known points", () => {
  assert.deepEqual([...intervalIndices(10, 3)], [0, 4, 9]);
  assert.deepEqual([...intervalIndices(10, 5)], [0, 2, 4, 6, 9]);
  assert.deepEqual([...intervalIndices(10, 7)], [0, 2, 4, 6, 7, 8, 9]);
  assert.deepEqual([...intervalIndices(10, 1)], [9]);
  assert.deepEqual([...intervalIndices(0, 5)], []);
});

it("counts points beyond 2^32 and refuses to pick none", () => {
  assert.deepEqual([...intervalIndices(2 ** 40, 2)], [0, 2 ** 40 - 1]);
  assert.throws(() => intervalIndices(10, 0), { code: "INVALID_PARAMETER_VALUE" });
});
