import assert from "node:assert/strict";
import { test } from "node:test";
import { names, readAll, readText, streamOf } from "../support/bytes.ts";
import type { Fresh } from "../support/enrolled.ts";
import { refused } from "../support/refused.ts";

/** What listing and deleting have to do. */
export function testTrees(fresh: Fresh): void {
  test("lists folders and walks below them", async () => {
    const { store } = await fresh();
    assert.deepEqual(await names(store.list("")), []);
    assert.deepEqual(await names(store.walk("")), []);
    for (const path of ["a", "m/MLmodel", "m/data/x", "m/data/y z", "m2/x"]) await store.write(path, streamOf(path));
    assert.deepEqual(await names(store.list("")), ["a", "m/", "m2/"]);
    assert.deepEqual(await names(store.list("m")), ["m/MLmodel", "m/data/"]);
    assert.deepEqual(await names(store.list("m/")), ["m/MLmodel", "m/data/"]);
    assert.deepEqual(await names(store.list("m/data")), ["m/data/x", "m/data/y z"]);
    assert.deepEqual(await names(store.list("a")), []);
    assert.deepEqual(await names(store.list("none/at/all")), []);
    assert.deepEqual(await names(store.walk("")), ["a", "m/MLmodel", "m/data/x", "m/data/y z", "m2/x"]);
    assert.deepEqual(await names(store.walk("m")), ["m/MLmodel", "m/data/x", "m/data/y z"]);
    assert.deepEqual(await names(store.walk("a")), ["a"]);
    assert.deepEqual(await names(store.walk("m/d")), []);
  });

  test("shows sizes, times and etags in listings as stat does", async () => {
    const { store } = await fresh();
    await store.write("m/file", streamOf("12345"));
    const [listed] = await Array.fromAsync(store.list("m"));
    assert.deepEqual(listed?.size, 5);
    assert.equal(listed.etag, (await store.stat("m/file"))?.etag);
    assert.ok(listed.modified instanceof Date);
    assert.deepEqual(await store.stat("m"), { path: "m", isDir: true, size: 0 });
    assert.equal(await store.stat("m/fil"), undefined);
  });

  test("lists more files than one answer of a storage service holds", async () => {
    const { store } = await fresh();
    const count = 1203;
    const numbers = Array.from({ length: count }, (_, at) => at).values();
    const writer = async (): Promise<void> => {
      for (const at of numbers) await store.write(`many/${at}`, streamOf("."));
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    assert.equal((await names(store.list("many"))).length, count);
    assert.equal((await names(store.walk(""))).length, count);
    assert.deepEqual(await store.delete("many"), { files: count, bytes: count });
    assert.deepEqual(await names(store.walk("")), []);
  });

  test("refuses to read a folder", async () => {
    const { store } = await fresh();
    await store.write("m/file", streamOf("text"));
    await refused(() => readAll(store, "m"), "INVALID_PARAMETER_VALUE");
  });

  test("deletes a file or a folder with all below, and no neighbour", async () => {
    const { store } = await fresh();
    for (const path of ["a", "ab", "m/x", "m/d/y", "mm/x", "m.txt"]) await store.write(path, streamOf(path));
    assert.deepEqual(await store.delete("a"), { files: 1, bytes: 1 });
    assert.deepEqual(await store.delete("a"), { files: 0, bytes: 0 });
    assert.deepEqual(await store.delete("m"), { files: 2, bytes: 8 });
    assert.deepEqual(await store.delete("m/d/y"), { files: 0, bytes: 0 });
    assert.deepEqual(await names(store.walk("")), ["ab", "m.txt", "mm/x"]);
    assert.equal(await store.stat("m"), undefined);
    assert.deepEqual(await store.delete("ab/below"), { files: 0, bytes: 0 });
    assert.equal(await readText(store, "ab"), "ab");
  });

  test("empties itself, and its neighbours keep what they have", async () => {
    const { store, openAt } = await fresh();
    const sibling = await openAt("../root-of-another");
    await sibling.write("x", streamOf("x"));
    for (const path of ["a", "m/x", "m/d/y"]) await store.write(path, streamOf("12"));
    assert.deepEqual(await store.delete(""), { files: 3, bytes: 6 });
    assert.deepEqual(await store.delete(""), { files: 0, bytes: 0 });
    assert.deepEqual(await names(store.walk("")), []);
    assert.deepEqual(await names(sibling.walk("")), ["x"]);
    await store.write("again", streamOf("text"));
    assert.equal(await readText(store, "again"), "text");
  });

  test("shows a folder of another store as its own root", async () => {
    const { store, openAt } = await fresh();
    await store.write("m/d/x", streamOf("text"));
    const inner = await openAt("m");
    assert.deepEqual(await names(inner.list("")), ["d/"]);
    assert.equal(await readText(inner, "d/x"), "text");
    await inner.write("d/y", streamOf("more"));
    assert.equal(await readText(store, "m/d/y"), "more");
  });
}
