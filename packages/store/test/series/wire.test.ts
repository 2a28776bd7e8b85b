import assert from "node:assert/strict";
import { it } from "node:test";
import { downsamplePoints } from "../../src/series/downsample.ts";
import { wireColumns } from "../../src/series/wire.ts";

const steps = Float64Array.from({ length: 8 }, (_, i) => i);

it("sends few points as they are", () => {
  const values = new Float64Array([1, NaN, 3, Infinity, 5, -0, 7, 8]);
  const columns = wireColumns(downsamplePoints({ steps, timestamps: steps, values }, 100));
  assert.deepEqual(columns, { steps, timestamps: steps, values });
});

it("leaves out the counts of values that are not there", () => {
  const values = new Float64Array([1, NaN, 3, 4, 5, 6, 7, Infinity]);
  const columns = wireColumns(downsamplePoints({ steps, timestamps: steps, values }, 2));
  assert.deepEqual(columns["counts"], new Uint32Array([4, 4]));
  assert.deepEqual(columns["nans"], new Uint32Array([1, 0]));
  assert.deepEqual(columns["infinities"], new Uint32Array([0, 1]));
  assert.ok(!("negativeInfinities" in columns));
  assert.deepEqual(columns["maxs"], new Float64Array([4, 7]));
});
