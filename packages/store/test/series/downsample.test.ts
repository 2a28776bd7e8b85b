import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { downsampleBuckets, downsamplePoints, pointsWithin } from "../../src/series/downsample.ts";
import { int64At, narrowColumn } from "../../src/series/points.ts";
import { summarise } from "../../src/series/pyramid.ts";
import { integers, sortedPoints } from "./arbitraries.ts";
import { assertTrueBuckets } from "./naive-buckets.ts";

const widths = fc.integer({ min: 1, max: 60 });
const bounds = integers(2).map((column) => ({
  start: int64At(column.slice().sort(), 0),
  end: int64At(column.slice().sort(), 1),
}));

function straight(length: number, step: (i: number) => number) {
  const steps = Float64Array.from({ length }, (_, i) => step(i));
  return { steps, timestamps: Float64Array.from(steps, (_, i) => i), values: Float64Array.from(steps, (_, i) => i) };
}

describe("down-sampled points", () => {
  it("are buckets whose smallest and largest values are the true ones", () => {
    fc.assert(
      fc.property(sortedPoints(500), widths, (points, width) => {
        const result = downsamplePoints(points, width);
        if (result.kind === "points") return assert.ok(result.points.values.length <= width);
        assert.ok(result.buckets.counts.length <= width);
        assertTrueBuckets(result.buckets, points);
      }),
    );
  });

  it("are of the asked steps alone", () => {
    fc.assert(
      fc.property(sortedPoints(200), widths, bounds, (points, width, range) => {
        const steps = [...points.steps].filter((step) => step >= range.start && step <= range.end);
        assert.deepEqual([...pointsWithin(points, range).steps], steps);
        const result = downsamplePoints(points, width, range);
        if (result.kind === "points") assert.deepEqual([...result.points.steps], steps);
        else assertTrueBuckets(result.buckets, pointsWithin(points, range));
      }),
    );
  });

  it("fill the width evenly when steps are even, and by rank when all have one step", () => {
    for (const step of [(i: number) => i * 3, () => 7]) {
      const result = downsamplePoints(straight(10_000, step), 100);
      assert.ok(result.kind === "buckets");
      assert.equal(result.buckets.counts.length, 100);
      assert.ok(result.buckets.counts.every((count) => Math.abs(count - 100) <= 2));
    }
  });

  it("keep half of the resolution for a sparse tail and for a crowd before an outlier", () => {
    const tail = downsamplePoints(
      straight(10_000, (i) => (i < 9000 ? i : 9000 + (i - 9000) * 100)),
      100,
    );
    assert.ok(tail.kind === "buckets");
    const sparse = tail.buckets.firstSteps.findIndex((step) => step >= 9000);
    assert.ok(tail.buckets.counts.length - sparse >= 45);
    const outlier = downsamplePoints(
      straight(10_000, (i) => (i === 9999 ? 1e15 : i)),
      100,
    );
    assert.ok(outlier.kind === "buckets" && outlier.buckets.counts.length >= 50);
  });

  it("refuse a width of nothing", () => {
    const code = "INVALID_PARAMETER_VALUE";
    for (const width of [0, -1, 1.5, NaN])
      assert.throws(
        () =>
          downsamplePoints(
            straight(1, () => 0),
            width,
          ),
        { code },
      );
  });
});

describe("down-sampled buckets", () => {
  it("tell the truth about the points below them", () => {
    fc.assert(
      fc.property(sortedPoints(3000), widths, (points, width) => {
        const buckets = downsampleBuckets(summarise(points), width);
        assert.ok(buckets.counts.length <= width);
        assertTrueBuckets(buckets, points);
      }),
    );
  });

  it("cover every point of the asked steps", () => {
    fc.assert(
      fc.property(sortedPoints(1000), bounds, (points, range) => {
        const inside = pointsWithin(points, range);
        const buckets = downsampleBuckets(summarise(points), 1000, range);
        const covered = buckets.counts.reduce((sum, count) => sum + count, 0);
        assert.ok(covered >= inside.values.length);
        if (inside.values.length === 0) return;
        assert.ok(int64At(buckets.firstSteps, 0) <= int64At(inside.steps, 0));
        const last = int64At(narrowColumn(inside.steps), inside.steps.length - 1);
        assert.ok(int64At(buckets.lastSteps, buckets.counts.length - 1) >= last);
      }),
    );
  });
});
