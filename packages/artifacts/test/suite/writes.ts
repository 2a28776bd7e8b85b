import assert from "node:assert/strict";
import { test } from "node:test";
import { broken, digest, names, noise, readAll, readText, streamOf } from "../support/bytes.ts";
import type { Fresh } from "../support/enrolled.ts";
import { refused } from "../support/refused.ts";

const SIZES = [0, 10, 300_000, 20_000_000];

/** What writing has to do, above all when it goes wrong. */
export function testWrites(fresh: Fresh): void {
  test("leaves nothing of a stream that breaks, and the next try works", async () => {
    const { store } = await fresh();
    const problem = new Error("the line was cut");
    for (const size of SIZES) {
      for (const options of [{}, { length: 30_000_000 }]) {
        const write = store.write(`m/${size}`, broken(noise(size), problem), options);
        await assert.rejects(write, (thrown) => thrown === problem, `${size} bytes`);
      }
    }
    assert.deepEqual(await names(store.walk("")), []);
    assert.equal(await store.stat("m"), undefined);
    await store.write("m/10", streamOf("whole"));
    assert.equal(await readText(store, "m/10"), "whole");
  });

  test("keeps the older file when writing it anew breaks", async () => {
    const { store } = await fresh();
    await store.write("file", streamOf("older"));
    await assert.rejects(store.write("file", broken(noise(9_000_000), new Error("cut"))), /cut/);
    assert.equal(await readText(store, "file"), "older");
  });

  test("takes a body of the announced length only", async () => {
    const { store } = await fresh();
    for (const size of SIZES) {
      const bytes = noise(size);
      const more = store.write("more", streamOf(bytes), { length: size + 1 });
      await refused(() => more, "INVALID_PARAMETER_VALUE");
      if (size > 0) {
        const fewer = store.write("fewer", streamOf(bytes), { length: size - 1 });
        await refused(() => fewer, "INVALID_PARAMETER_VALUE");
      }
      await store.write(`exact/${size}`, streamOf(bytes), { length: size, contentType: "application/octet-stream" });
      assert.equal(digest(await readAll(store, `exact/${size}`)), digest(bytes));
    }
    assert.deepEqual(await names(store.list("")), ["exact/"]);
  });

  test("shows a file only when it is complete", async () => {
    const { store } = await fresh();
    const seen: string[][] = [];
    async function* watched(): AsyncGenerator<Uint8Array> {
      for (let part = 0; part < 3; part += 1) {
        yield noise(6_000_000, part);
        seen.push(await names(store.walk("")));
      }
    }
    await store.write("file", watched());
    assert.deepEqual(seen, [[], [], []]);
    assert.deepEqual(await names(store.walk("")), ["file"]);
  });

  test("lets the last of writers at once win, whole", async () => {
    const { store } = await fresh();
    const contents = Array.from({ length: 8 }, (_, at) => noise(200_000, at));
    await Promise.all(contents.map((bytes) => store.write("same/file", streamOf(bytes))));
    const digests = contents.map(digest);
    assert.ok(digests.includes(digest(await readAll(store, "same/file"))));
    assert.deepEqual(await names(store.walk("")), ["same/file"]);
  });

  test("takes chunks of any size", async () => {
    const { store } = await fresh();
    const bytes = noise(100_000);
    await store.write("tiny", streamOf(bytes, 7));
    await store.write("huge", streamOf(bytes, 1_000_000));
    assert.equal(digest(await readAll(store, "tiny")), digest(bytes));
    assert.equal(digest(await readAll(store, "huge")), digest(bytes));
  });
}
