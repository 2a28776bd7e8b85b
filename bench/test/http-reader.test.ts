import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ResponseReader } from "../src/http-reader.ts";

const bodies = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });

function withLength(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nX: y\r\n\r\n`), body]);
}

function inChunks(body: Buffer, sizes: readonly number[]): Buffer {
  const parts: Buffer[] = [Buffer.from("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n")];
  for (let at = 0, i = 0; at < body.length; i++) {
    const data = body.subarray(at, at + (sizes[i % sizes.length] ?? 1));
    parts.push(Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from("\r\n"));
    at += data.length;
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

/** Pushes the bytes in pieces of the given sizes; gives the answer and asserts that it comes with the last piece. */
function read(reader: ResponseReader, bytes: Buffer, sizes: readonly number[]): ReturnType<ResponseReader["push"]> {
  let answer: ReturnType<ResponseReader["push"]>;
  for (let at = 0, i = 0; at < bytes.length; i++) {
    assert.equal(answer, undefined);
    const piece = bytes.subarray(at, at + (sizes[i % sizes.length] ?? 1));
    answer = reader.push(piece);
    at += piece.length;
  }
  return answer;
}

test("an answer is the same however the socket cuts it, and the reader is ready for the next", () => {
  fc.assert(
    fc.property(bodies, bodies, cuts, cuts, (first, second, chunks, pieces) => {
      const reader = new ResponseReader();
      assert.deepEqual(read(reader, withLength(first), pieces), { status: 200, body: first });
      assert.deepEqual(read(reader, inChunks(second, chunks), pieces), { status: 404, body: second });
      assert.deepEqual(read(reader, withLength(second), pieces), { status: 200, body: second });
    }),
  );
});

test("an answer without a length is refused", () => {
  assert.throws(() => new ResponseReader().push(Buffer.from("HTTP/1.1 200 OK\r\n\r\n")), /neither Content-Length/);
});
