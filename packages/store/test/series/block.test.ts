import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MillraceError } from "@millrace/contract";
import fc from "fast-check";
import { BLOCK_SIZE, decodeBlock, encodeBlock } from "../../src/series/block.ts";
import { ByteWriter } from "../../src/series/bytes.ts";
import { openFrame, sealFrame } from "../../src/series/frame.ts";
import { gatherPoints, type PointColumns, slicePoints } from "../../src/series/points.ts";
import { bits, blockPoints } from "./arbitraries.ts";

const line: PointColumns = {
  steps: Float64Array.from({ length: BLOCK_SIZE }, (_, i) => i * 10),
  timestamps: Float64Array.from({ length: BLOCK_SIZE }, (_, i) => 1_700_000_000_000 + i * 50),
  values: Float64Array.from({ length: BLOCK_SIZE }, (_, i) => Math.sin(i / 100)),
};

function assertSamePoints(actual: PointColumns, expected: PointColumns): void {
  assert.deepEqual(actual.steps, expected.steps);
  assert.deepEqual(actual.timestamps, expected.timestamps);
  assert.deepEqual(bits(actual.values), bits(expected.values));
}

/** Decodes bytes that may be damaged: either points or an INTERNAL_ERROR, nothing else. */
function decodeOrRefuse(bytes: Uint8Array): PointColumns | undefined {
  try {
    return decodeBlock(bytes);
  } catch (error) {
    assert.ok(error instanceof MillraceError && error.code === "INTERNAL_ERROR", String(error));
    return undefined;
  }
}

describe("a packed block", () => {
  it("gives back every bit of every point", () => {
    fc.assert(fc.property(blockPoints, (points) => assertSamePoints(decodeBlock(encodeBlock(points)), points)));
  });

  it("gives the points at some places as they are in the whole", () => {
    fc.assert(
      fc.property(blockPoints, fc.integer({ min: 1, max: 50 }), (points, stride) => {
        const at = Uint32Array.from({ length: Math.ceil(points.values.length / stride) }, (_, i) => i * stride);
        assertSamePoints(decodeBlock(encodeBlock(points), at), gatherPoints(points, at));
      }),
    );
  });

  it("keeps the payload of a NaN", () => {
    const values = new Float64Array(new BigUint64Array([0x7ff8_0000_dead_beefn, 0xfff8_0000_0000_0001n]).buffer);
    const points = { ...slicePoints(line, 0, 2), values };
    assert.deepEqual(bits(decodeBlock(encodeBlock(points)).values), bits(values));
  });

  it("packs views into a larger column", () => {
    const part = slicePoints(line, 1001, 1333);
    assertSamePoints(decodeBlock(encodeBlock(part)), part);
  });

  it("gives numbers for 64-bit columns that hold only safe integers", () => {
    const points = { ...slicePoints(line, 0, 3), steps: new BigInt64Array([1n, 2n, 9_007_199_254_740_991n]) };
    assert.deepEqual(decodeBlock(encodeBlock(points)).steps, new Float64Array([1, 2, 9_007_199_254_740_991]));
  });

  it("stores an even stride in no space, and rounded values in less than a third", () => {
    const rounded = line.values.map((value) => Math.round(value * 1e4) / 1e4);
    assert.ok(encodeBlock({ ...line, values: new Float64Array(BLOCK_SIZE) }).length < 64);
    assert.ok(encodeBlock({ ...line, values: rounded }).length < (BLOCK_SIZE * 8) / 3);
  });

  it("refuses too many points and uneven columns", () => {
    const steps = new Float64Array(BLOCK_SIZE + 1);
    assert.throws(() => encodeBlock({ steps, timestamps: steps, values: steps }), RangeError);
    assert.throws(() => encodeBlock({ ...line, steps }), RangeError);
    assert.throws(() => encodeBlock({ ...line, timestamps: steps }), RangeError);
  });
});

describe("a damaged block", () => {
  const packed = encodeBlock(line);

  it("is refused when it is cut, extended or changed in any bit", () => {
    for (let length = 0; length < packed.length; length += 97) {
      assert.equal(decodeOrRefuse(packed.subarray(0, length)), undefined);
    }
    assert.equal(decodeOrRefuse(Uint8Array.from([...packed, 0])), undefined);
    const position = fc.nat(packed.length * 8 - 1);
    fc.assert(
      fc.property(position, (bit) => {
        const changed = packed.slice();
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        assert.equal(decodeOrRefuse(changed), undefined);
      }),
    );
  });

  it("is refused or decoded, never worse, whatever its bytes are", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeOrRefuse(bytes)));
  });

  it("is refused or decoded, never worse, when its checksum is right", () => {
    const small = openFrame("block", encodeBlock(slicePoints(line, 0, 12)), 10_000);
    const edits = fc.array(fc.tuple(fc.nat(40), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const edited = edits.map((list) => {
      const body = small.slice();
      for (const [at, value] of list) if (at < body.length) body[at] = value;
      return body;
    });
    fc.assert(
      fc.property(fc.oneof(edited, fc.uint8Array({ maxLength: 300 })), (body) => {
        const points = decodeOrRefuse(sealFrame("block", body));
        assert.ok((points?.values.length ?? 0) <= BLOCK_SIZE);
      }),
      { numRuns: 2000 },
    );
  });

  it("is refused when it unpacks to more than a block can hold", () => {
    assert.equal(decodeOrRefuse(sealFrame("block", new Uint8Array(50_000_000))), undefined);
    const tooMany = new ByteWriter(16);
    tooMany.varint(Number.MAX_SAFE_INTEGER);
    assert.equal(decodeOrRefuse(sealFrame("block", tooMany.finish())), undefined);
  });

  it("is refused when it is a frame of another kind", () => {
    const body = openFrame("block", packed, 200_000);
    assert.equal(decodeOrRefuse(sealFrame("summary", body)), undefined);
  });
});
