import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeFrame, type Frame, FrameReader } from "../../src/python/framing.ts";
import { decodeAnswer, encodeAsked } from "../../src/python/messages.ts";

const frames = fc.array(
  fc.record(
    {
      kind: fc.integer({ min: 0, max: 255 }),
      id: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      payload: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    },
    { noNullPrototype: true },
  ),
);

describe("frames", () => {
  it("come out as they went in, however the bytes are cut", () => {
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sent, sizes) => {
        const bytes = Buffer.concat(sent.map(({ kind, id, payload }) => encodeFrame(kind, id, payload)));
        const reader = new FrameReader();
        const got: Frame[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const end = at + (sizes[turn % sizes.length] ?? 1);
          got.push(...reader.push(bytes.subarray(at, end)));
          at = end;
        }
        assert.deepEqual(got, sent);
      }),
    );
  });

  it("take their payload in pieces", () => {
    assert.deepEqual(
      encodeFrame(1, 2, Buffer.from("a"), Buffer.from("bc")).toString("latin1"),
      "\0\0\0\x03\0\0\0\x02\x01abc",
    );
  });
});

describe("messages", () => {
  it("tell a missing content type from an empty one", () => {
    const body = Buffer.from("{}");
    const payload = (contentType: string | undefined): string =>
      encodeAsked([{ id: 1, request: { contentType, body } }]).toString("latin1", 9);
    assert.deepEqual([payload(undefined), payload(""), payload("a/b")], ["\xff\xff{}", "\0\0{}", "\0\x03a/b{}"]);
  });

  it("put each request of a batch under its own id", () => {
    const request = { contentType: undefined, body: Buffer.from("x") };
    const batch = encodeAsked([1, 2].map((id) => ({ id, request }))).toString("latin1", 8);
    assert.equal(batch, "\x02\0\0\0\x01\0\0\0\x03\xff\xffx\0\0\0\x02\0\0\0\x03\xff\xffx");
  });

  it("carry an answer", () => {
    const answer = decodeAnswer(Buffer.from("\x01\x90\0\x03a/bno", "latin1"));
    assert.deepEqual(answer, { status: 400, contentType: "a/b", body: Buffer.from("no") });
    assert.throws(() => decodeAnswer(Buffer.from("\x01")), RangeError);
  });
});
