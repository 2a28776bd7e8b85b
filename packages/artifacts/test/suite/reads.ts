import assert from "node:assert/strict";
import { test } from "node:test";
import { digest, noise, readAll, readText, streamOf } from "../support/bytes.ts";
import type { Fresh } from "../support/enrolled.ts";
import { refused } from "../support/refused.ts";

const SIZES = [0, 1, 1000, 65_536, 1_048_577, 20_000_000];

const NAMES = [
  "plain.txt",
  "two words.txt",
  "häßlich 模型 🙂.bin",
  "a+b&c=d.txt",
  "100%.txt",
  "50%20off.txt",
  "semi;colon.txt",
  "what?.txt",
  "quote'\"`.txt",
  "colon:name.txt",
  ".hidden",
  "...",
  "..a",
  "a..b",
  "~",
  "-rf",
  "*",
  "[0]{1}",
  "dollar$(id).txt",
  "deep/er/and/deeper/file.json",
];

/** What reading has to do. */
export function testReads(fresh: Fresh): void {
  test("gives back what was written, whatever its size", async () => {
    const { store, writer } = await fresh();
    for (const size of SIZES) {
      const bytes = noise(size, size + 1);
      await writer.write(`model/${size}.bin`, streamOf(bytes));
      const back = await readAll(store, `model/${size}.bin`);
      assert.equal(digest(back), digest(bytes), `${size} bytes`);
      const info = await store.stat(`model/${size}.bin`);
      assert.equal(info?.size, size);
      assert.equal(info.isDir, false);
    }
  });

  test("keeps names as they are", async () => {
    const { store, writer } = await fresh();
    for (const name of NAMES) await writer.write(name, streamOf(name));
    for (const name of NAMES) assert.equal(await readText(store, name), name);
  });

  test("reads a range", async () => {
    const { store, writer } = await fresh();
    await writer.write("file", streamOf("0123456789"));
    assert.equal(await readText(store, "file", { start: 0, end: 0 }), "0");
    assert.equal(await readText(store, "file", { start: 3, end: 5 }), "345");
    assert.equal(await readText(store, "file", { start: 9, end: 9 }), "9");
    assert.equal(await readText(store, "file", { start: 8, end: 1_000_000 }), "89");
    await refused(() => readAll(store, "file", { start: 10, end: 12 }), "INVALID_PARAMETER_VALUE");
    await refused(() => readAll(store, "file", { start: 2, end: 1 }), "INVALID_PARAMETER_VALUE");
    await refused(() => readAll(store, "file", { start: -1, end: 1 }), "INVALID_PARAMETER_VALUE");
  });

  test("reads a range in the middle of a large file", async () => {
    const { store, writer } = await fresh();
    const bytes = noise(3_000_000);
    await writer.write("file", streamOf(bytes));
    const range = { start: 1_234_567, end: 2_345_678 };
    assert.equal(digest(await readAll(store, "file", range)), digest(bytes.subarray(range.start, range.end + 1)));
  });

  test("names a content with an etag that changes with it", async () => {
    const { store, writer } = await fresh();
    await writer.write("file", streamOf("one"));
    const first = await store.stat("file");
    assert.equal((await store.stat("file"))?.etag, first?.etag);
    await writer.write("file", streamOf("two"));
    const second = await store.stat("file");
    assert.equal(await readText(store, "file"), "two");
    assert.ok(first?.etag && second?.etag && first.etag !== second.etag, `${first?.etag} and ${second?.etag}`);
    assert.doesNotMatch(second.etag, /"/);
    assert.ok(second.modified instanceof Date && !Number.isNaN(second.modified.getTime()));
  });

  test("says what is not there", async () => {
    const { store, writer } = await fresh();
    assert.deepEqual(await store.stat(""), { path: "", isDir: true, size: 0 });
    assert.equal(await store.stat("nothing"), undefined);
    await refused(() => readAll(store, "nothing"), "RESOURCE_DOES_NOT_EXIST");
    await writer.write("file", streamOf("text"));
    assert.equal(await store.stat("file/below"), undefined);
    await refused(() => readAll(store, "file/below"), "RESOURCE_DOES_NOT_EXIST");
    await refused(() => readAll(store, ""), "INVALID_PARAMETER_VALUE");
  });

  test("can be left in the middle, again and again", async () => {
    const { store, writer } = await fresh();
    await writer.write("file", streamOf(noise(2_000_000)));
    for (let round = 0; round < 60; round += 1) {
      for await (const chunk of store.read("file")) {
        assert.ok(chunk.byteLength > 0);
        break;
      }
    }
    assert.equal((await readAll(store, "file")).byteLength, 2_000_000);
  });
}
