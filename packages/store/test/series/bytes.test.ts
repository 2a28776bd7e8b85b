import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { ByteReader, ByteWriter } from "../../src/series/bytes.ts";

it("reads back the integers that were written, small and large", () => {
  const positive = fc.oneof(fc.nat(300), fc.maxSafeNat(), fc.constant(Number.MAX_SAFE_INTEGER));
  const any = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.maxSafeInteger());
  fc.assert(
    fc.property(fc.array(fc.tuple(positive, any)), (pairs) => {
      const writer = new ByteWriter(0);
      for (const [length, value] of pairs) {
        writer.varint(length);
        writer.signed(value);
      }
      const reader = new ByteReader(writer.finish());
      for (const [length, value] of pairs) {
        assert.equal(reader.varint(), length);
        assert.equal(reader.signed(), value + 0);
      }
      reader.end();
    }),
  );
});

it("refuses an integer that never ends or is beyond 2^53", () => {
  const endless = new Uint8Array(100).fill(0xff);
  assert.throws(() => new ByteReader(endless).varint(), { code: "INTERNAL_ERROR" });
  assert.throws(() => new ByteReader(endless).signed(), { code: "INTERNAL_ERROR" });
  assert.throws(() => new ByteReader(new Uint8Array(0)).byte(), { code: "INTERNAL_ERROR" });
});
