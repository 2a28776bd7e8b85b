import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MillraceError } from "@millrace/contract";
import fc from "fast-check";
import { sealFrame } from "../../src/series/frame.ts";
import { slicePoints, type PointColumns } from "../../src/series/points.ts";
import { BUCKET_SIZE, decodeSummary, encodeSummary, mergeSummaries, summarise } from "../../src/series/pyramid.ts";
import { sortedPoints } from "./arbitraries.ts";
import { assertTrueBuckets } from "./naive-buckets.ts";

/** Cuts points into blocks of uneven length, as appends leave them. */
function blocksOf(points: PointColumns, length: number): PointColumns[] {
  const blocks: PointColumns[] = [];
  for (let at = 0; at < points.values.length; at += length) blocks.push(slicePoints(points, at, at + length));
  return blocks;
}

describe("the summary of a block", () => {
  it("tells the truth about every bucket, also after it was packed", () => {
    fc.assert(
      fc.property(sortedPoints(300), (points) => {
        const summary = summarise(points);
        assert.equal(summary.counts.length, Math.ceil(points.values.length / BUCKET_SIZE));
        assertTrueBuckets(summary, points);
        const unpacked = decodeSummary(encodeSummary(summary));
        assertTrueBuckets(unpacked, points);
        assert.deepEqual({ ...unpacked, means: summary.means }, summary);
      }),
    );
  });

  it("keeps the mean of numbers whose sum is beyond the range of a double", () => {
    const steps = new Float64Array([0, 1, 2]);
    const values = new Float64Array([1.7e308, 1.7e308, 1.7e308]);
    const { means } = summarise({ steps, timestamps: steps, values });
    assert.ok(Math.abs((means[0] ?? 0) / 1.7e308 - 1) < 1e-9);
  });
});

describe("the summary of a series", () => {
  it("tells the truth when it is made at once and when it grows block by block", () => {
    fc.assert(
      fc.property(
        sortedPoints(600),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 12 }),
        (all, size, width) => {
          const summaries = blocksOf(all, size).map(summarise);
          const atOnce = mergeSummaries(summaries, width);
          assertTrueBuckets(atOnce, all);
          assert.ok(atOnce.counts.length <= width);
          let grown = mergeSummaries([]);
          for (const summary of summaries) {
            grown = decodeSummary(encodeSummary(mergeSummaries([grown, summary], width)));
            assert.ok(grown.counts.length <= width);
          }
          assertTrueBuckets(grown, all);
        },
      ),
    );
  });
});

describe("a damaged summary", () => {
  it("is refused or decoded, never worse", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, sealed) => {
        try {
          decodeSummary(sealed ? sealFrame("summary", bytes) : bytes);
        } catch (error) {
          assert.ok(error instanceof MillraceError && error.code === "INTERNAL_ERROR", String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
