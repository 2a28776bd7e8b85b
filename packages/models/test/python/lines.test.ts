import assert from "node:assert/strict";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { it } from "node:test";
import { pauseMs } from "../../src/python/back-off.ts";
import { eachLine } from "../../src/python/lines.ts";

it("lines come whole, however they are printed, and very long ones in parts", async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  eachLine(stream, (line) => lines.push(line));
  for (const text of ["a", "b\nc\n\n", "x".repeat(20_000), "y\nlast"]) {
    stream.write(text);
    await new Promise(setImmediate);
  }
  stream.end();
  await once(stream, "end");
  assert.deepEqual(lines, ["ab", "c", "", "x".repeat(20_000), "y", "last"]);
});

it("a worker is started again at once, then after pauses that grow to a limit", () => {
  assert.deepEqual([0, 1, 2, 3, 50].map(pauseMs), [0, 0, 250, 500, 10_000]);
});
