import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { openArtifactStore, type ArtifactStore } from "@millrace/artifacts";
import { tempDir } from "@millrace/testkit";
import { names, noise, readAll, readText, streamOf } from "./support/bytes.ts";
import { refused } from "./support/refused.ts";

const STAGING = ".millrace-staging";

async function fresh(): Promise<{ root: string; outside: string; store: ArtifactStore }> {
  const folder = tempDir();
  const [root, outside] = [path.join(folder, "root"), path.join(folder, "outside")];
  mkdirSync(root);
  mkdirSync(outside);
  writeFileSync(path.join(outside, "secret"), "secret");
  return { root, outside, store: await openArtifactStore(root, { localRoots: [root] }) };
}

test("follows no link out of the root, with any method", async () => {
  const { root, outside, store } = await fresh();
  mkdirSync(path.join(root, "m"));
  symlinkSync(outside, path.join(root, "m/folder"));
  symlinkSync(path.join(outside, "secret"), path.join(root, "m/file"));
  symlinkSync("../../outside", path.join(root, "m/relative"));
  symlinkSync(path.join(outside, "nothing"), path.join(root, "m/dangling"));
  for (const at of ["m/folder", "m/file", "m/relative", "m/folder/secret", "m/relative/new/x", "m/folder/nothing"]) {
    await refused(() => store.stat(at), "INVALID_PARAMETER_VALUE");
    await refused(() => Array.fromAsync(store.list(at)), "INVALID_PARAMETER_VALUE");
    await refused(() => Array.fromAsync(store.walk(at)), "INVALID_PARAMETER_VALUE");
    await refused(() => readAll(store, at), "INVALID_PARAMETER_VALUE");
    await refused(() => store.write(at, streamOf("changed")), "INVALID_PARAMETER_VALUE");
    await refused(() => store.delete(at), "INVALID_PARAMETER_VALUE");
  }
  await store.write("m/dangling", streamOf("a file in its place"));
  assert.ok(!existsSync(path.join(outside, "nothing")));
  assert.deepEqual(await names(store.list("m")), ["m/dangling"]);
  assert.deepEqual(await names(store.walk("")), ["m/dangling"]);
  await store.delete("m");
  assert.deepEqual(await names(store.list("")), []);
  assert.deepEqual(readdirSync(outside), ["secret"]);
  assert.equal(readFileSync(path.join(outside, "secret"), "utf8"), "secret");
});

test("refuses a root that has become a link", async () => {
  const { root, outside, store } = await fresh();
  rmSync(root, { recursive: true });
  symlinkSync(outside, root);
  await refused(() => readAll(store, "secret"), "INVALID_PARAMETER_VALUE");
  await refused(() => store.write("secret", streamOf("changed")), "INVALID_PARAMETER_VALUE");
  await refused(() => store.delete(""), "INVALID_PARAMETER_VALUE");
  assert.equal(readFileSync(path.join(outside, "secret"), "utf8"), "secret");
});

test("follows links inside the root, and not round in circles", async () => {
  const { root, store } = await fresh();
  await store.write("m/d/file", streamOf("text"));
  symlinkSync("d", path.join(root, "m/link"));
  symlinkSync("..", path.join(root, "m/d/up"));
  symlinkSync("loop", path.join(root, "m/loop"));
  assert.equal(await readText(store, "m/link/file"), "text");
  assert.deepEqual(await names(store.list("m")), ["m/d/", "m/link/"]);
  assert.deepEqual(await names(store.walk("")), ["m/d/file"]);
  assert.deepEqual(await names(store.walk("m/link")), ["m/link/file"]);
  await refused(() => readAll(store, "m/loop"), "INVALID_PARAMETER_VALUE");
  assert.deepEqual(await store.delete("m/link"), { files: 1, bytes: 0 });
  assert.equal(await readText(store, "m/d/file"), "text");
});

test("does not wait for a pipe or show it", async () => {
  const { root, store } = await fresh();
  execFileSync("mkfifo", [path.join(root, "pipe")]);
  await refused(() => readAll(store, "pipe"), "INVALID_PARAMETER_VALUE");
  assert.deepEqual(await names(store.list("")), []);
  assert.equal(await store.stat("pipe"), undefined);
});

test("hides its own folder", async () => {
  const { root, store } = await fresh();
  await store.write("file", streamOf("text"));
  assert.equal(lstatSync(path.join(root, STAGING)).mode & 0o777, 0o700);
  assert.deepEqual(await names(store.list("")), ["file"]);
  assert.deepEqual(await names(store.walk("")), ["file"]);
  for (const at of [STAGING, `${STAGING}/x`, `m/${STAGING}/x`, STAGING.toUpperCase()]) {
    await refused(() => store.stat(at), "INVALID_PARAMETER_VALUE");
    await refused(() => store.write(at, streamOf("x")), "INVALID_PARAMETER_VALUE");
    await refused(() => store.delete(at), "INVALID_PARAMETER_VALUE");
  }
});

test("removes what a crash left, and nothing that is under way", async () => {
  const { root } = await fresh();
  const staging = path.join(root, STAGING);
  mkdirSync(path.join(staging, "deleted-folder"), { recursive: true });
  for (const name of ["left", "under-way", "deleted-folder/file"]) writeFileSync(path.join(staging, name), "half");
  for (const name of ["left", "deleted-folder"]) utimesSync(path.join(staging, name), 1_700_000_000, 1_700_000_000);
  const store = await openArtifactStore(root, { localRoots: [root] });
  await store.write("file", streamOf("text"));
  assert.deepEqual(readdirSync(staging), ["under-way"]);
});

test("does without a hidden folder that was removed, but not with a link in its place", async () => {
  const { root, outside, store } = await fresh();
  await store.write("file", streamOf("text"));
  rmSync(path.join(root, STAGING), { recursive: true });
  await store.write("file", streamOf("again"));
  rmSync(path.join(root, STAGING), { recursive: true });
  assert.deepEqual(await store.delete("file"), { files: 1, bytes: 5 });
  rmSync(path.join(root, STAGING), { recursive: true });
  symlinkSync(outside, path.join(root, STAGING));
  const another = await openArtifactStore(root, { localRoots: [root] });
  await refused(() => another.write("file", streamOf("text")), "PERMISSION_DENIED");
  assert.deepEqual(readdirSync(outside), ["secret"]);
});

test("leaves no empty folders behind", async () => {
  const { root } = await fresh();
  const store = await openArtifactStore(path.join(root, "1/run/artifacts"), { localRoots: [root] });
  await assert.rejects(store.write("m/file", streamOf("text"), { length: 5 }));
  assert.deepEqual(readdirSync(root), [STAGING]);
  await store.write("m/file", streamOf("text"));
  assert.deepEqual(await store.delete(""), { files: 1, bytes: 4 });
  assert.deepEqual(readdirSync(root), [STAGING]);
});

test("refuses to write over a folder, below a file or a name that is too long", async () => {
  const { root, store } = await fresh();
  await store.write("m/file", streamOf("text"));
  const tooLong = "x".repeat(256);
  const deep = Array.from({ length: 60 }, () => "x".repeat(100)).join("/");
  for (const at of ["m", "m/file/below", "m/file/below/deeper", tooLong, `${tooLong}/x`, deep]) {
    await refused(() => store.write(at, streamOf("x")), "INVALID_PARAMETER_VALUE");
  }
  assert.deepEqual(await names(store.walk("")), ["m/file"]);
  assert.equal(await store.stat(tooLong), undefined);
  assert.deepEqual(readdirSync(path.join(root, STAGING)), []);
});

test("keeps files and folders whole while they are deleted and written at once", async () => {
  const { store } = await fresh();
  const bytes = noise(50_000);
  const writes = Array.from({ length: 60 }, (_, at) => store.write(`m/${at % 7}/file`, streamOf(bytes)));
  const deletes = Array.from({ length: 20 }, () => store.delete("m"));
  await Promise.all([...writes, ...deletes]);
  for await (const { path: at } of store.walk("")) assert.deepEqual(await readAll(store, at), bytes);
});
