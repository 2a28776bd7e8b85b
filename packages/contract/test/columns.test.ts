import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeSeries, encodeSeries, MillraceError, type WireColumn, type WireSeries } from "@millrace/contract";
import fc from "fast-check";

const column: fc.Arbitrary<WireColumn> = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.bigInt64Array(),
  fc.uint32Array(),
  fc.uint8Array(),
);
const series: fc.Arbitrary<WireSeries> = fc.record(
  {
    runId: fc.string(),
    key: fc.string({ unit: "binary" }),
    columns: fc.dictionary(fc.string(), column, { noNullPrototype: true }),
  },
  { noNullPrototype: true },
);

/** Node's Buffer slices and decodes differently from a plain array, and a reader may hand over either. */
function placements(body: Uint8Array): Uint8Array[] {
  const shifted = new Uint8Array(body.length + 3);
  shifted.set(body, 3);
  return [body, shifted.subarray(3), Buffer.from(shifted).subarray(3)];
}

describe("the binary answer of metric series", () => {
  it("gives back every column, wherever the body lies in memory", () => {
    fc.assert(
      fc.property(fc.array(series), (list) => {
        for (const body of placements(encodeSeries(list))) assert.deepEqual(decodeSeries(body), list);
      }),
    );
  });

  it("is laid out as documented", () => {
    const body = encodeSeries([
      { runId: "r", key: "loss", columns: { a: new Uint8Array([7]), b: new Float64Array([1.5]) } },
    ]);
    const view = new DataView(body.buffer);
    assert.equal(new TextDecoder().decode(body.subarray(0, 4)), "MLRC");
    assert.equal(view.getUint32(4, true), 1);
    const headerLength = view.getUint32(8, true);
    const header: unknown = JSON.parse(new TextDecoder().decode(body.subarray(16, 16 + headerLength)));
    const columns = [
      { name: "a", type: "u8", offset: 0, length: 1 },
      { name: "b", type: "f64", offset: 8, length: 1 },
    ];
    assert.deepEqual(header, { series: [{ runId: "r", key: "loss", columns }] });
    const start = Math.ceil((16 + headerLength) / 8) * 8;
    assert.equal(view.getUint8(start), 7);
    assert.equal(view.getFloat64(start + 8, true), 1.5);
    assert.equal(body.length, start + 16);
  });

  it("gives views, not copies, over an aligned body", () => {
    const body = encodeSeries([{ runId: "r", key: "k", columns: { values: new Float64Array(3) } }]);
    assert.equal(decodeSeries(body)[0]?.columns["values"]?.buffer, body.buffer);
  });

  it("is refused with a plain error when it is damaged", () => {
    const good = encodeSeries([{ runId: "r", key: "k", columns: { values: new Float64Array(3) } }]);
    const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(edits, fc.nat(good.length), (list, length) => {
        const body = good.slice(0, length);
        for (const [at, value] of list) if (at < length) body[at] = value;
        try {
          decodeSeries(body);
        } catch (error) {
          assert.ok(error instanceof MillraceError && error.code === "INTERNAL_ERROR", String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
