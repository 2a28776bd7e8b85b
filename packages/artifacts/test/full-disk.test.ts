import assert from "node:assert/strict";
import { readdirSync, statfsSync } from "node:fs";
import path from "node:path";
import { after, describe, test } from "node:test";
import { openArtifactStore } from "@millrace/artifacts";
import { names, noise, readText, streamOf } from "./support/bytes.ts";
import { refused } from "./support/refused.ts";
import { ownDisk } from "./support/own-disk.ts";

const disk = ownDisk("tmpfs", "size=4m,nr_inodes=30");

describe("a full disk", { skip: typeof disk === "string" && disk }, () => {
  assert.ok(typeof disk !== "string");
  const { folder, remove } = disk;
  after(remove);
  const open = () => openArtifactStore(folder, { localRoots: [folder] });
  const free = (): number => statfsSync(folder).bavail;

  test("leaves nothing of a file that does not fit, and the next one that fits works", async () => {
    const store = await open();
    await store.write("kept", streamOf("older"));
    const before = free();
    for (const at of ["new", "m/new", "kept"]) {
      await refused(() => store.write(at, streamOf(noise(8_000_000))), "RESOURCE_EXHAUSTED");
    }
    assert.deepEqual(await names(store.walk("")), ["kept"]);
    assert.deepEqual(readdirSync(folder).toSorted(), [".millrace-staging", "kept"]);
    assert.deepEqual(readdirSync(path.join(folder, ".millrace-staging")), []);
    assert.equal(await readText(store, "kept"), "older");
    assert.equal(free(), before);
    await store.write("m/new", streamOf(noise(2_000_000)));
    assert.deepEqual(await store.delete(""), { files: 2, bytes: 2_000_005 });
  });

  test("leaves no folders when there is no room for all of them", async () => {
    const store = await open();
    const deep = Array.from({ length: 40 }, (_, at) => `d${at}`).join("/");
    await refused(() => store.write(`${deep}/file`, streamOf("text")), "RESOURCE_EXHAUSTED");
    assert.deepEqual(readdirSync(folder), [".millrace-staging"]);
    await store.write("d0/d1/file", streamOf("text"));
    assert.equal(await readText(store, "d0/d1/file"), "text");
  });
});
