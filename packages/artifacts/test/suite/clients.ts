import assert from "node:assert/strict";
import { test } from "node:test";
import type { PresignedRequest } from "@millrace/artifacts";
import { digest, names, noise, readAll, readText, streamOf } from "../support/bytes.ts";
import type { Fresh } from "../support/enrolled.ts";
import { refused } from "../support/refused.ts";

async function put({ url, headers }: PresignedRequest, body: Uint8Array): Promise<string> {
  const answer = await fetch(url, { method: "PUT", headers: { ...headers }, body: new Uint8Array(body) });
  assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
  return answer.headers.get("etag") ?? "";
}

/** What stores do for clients that talk to the storage service themselves; those that can't have no such methods. */
export function testClients(fresh: Fresh): void {
  test("signs a download and an upload of one file", async (t) => {
    const { store } = await fresh();
    if (!store.presignDownload || !store.presignUpload) return t.diagnostic("has no signed requests");
    await store.write("m/two words.txt", streamOf("text"));
    const { url, headers } = await store.presignDownload("m/two words.txt", 60);
    const answer = await fetch(url, { headers: { ...headers } });
    assert.equal(await answer.text(), "text");
    await put(await store.presignUpload("m/up ü.txt", 60), Buffer.from("from a client"));
    assert.equal(await readText(store, "m/up ü.txt"), "from a client");
  });

  test("takes a file in parts that a client sends", async (t) => {
    const { store } = await fresh();
    const { multipart } = store;
    if (!multipart) return t.diagnostic("has no uploads in parts");
    const bytes = noise(12_000_000);
    const cut = 6_000_000;
    const { uploadId, parts } = await multipart.create("m/file", 2);
    const [first, second] = parts;
    assert.ok(first && second);
    const etags = [await put(first, bytes.subarray(0, cut)), await put(second, bytes.subarray(cut))];
    assert.deepEqual(await names(store.walk("")), []);
    const sent = parts.map(({ partNumber, url }, at) => ({ partNumber, url, etag: etags[at] ?? "" }));
    await multipart.complete("m/file", uploadId, sent.toReversed());
    assert.equal(digest(await readAll(store, "m/file")), digest(bytes));
  });

  test("forgets an upload in parts that is given up", async (t) => {
    const { store } = await fresh();
    const { multipart } = store;
    if (!multipart) return t.diagnostic("has no uploads in parts");
    const { uploadId, parts } = await multipart.create("m/file", 1);
    if (parts[0]) await put(parts[0], Buffer.from("part"));
    await multipart.abort("m/file", uploadId);
    await multipart.abort("m/file", uploadId);
    assert.deepEqual(await names(store.walk("")), []);
  });

  test("refuses wrong numbers of parts", async (t) => {
    const { multipart } = (await fresh()).store;
    if (!multipart) return t.diagnostic("has no uploads in parts");
    for (const parts of [0, -1, 1.5, 10_001, NaN]) {
      await refused(() => multipart.create("m/file", parts), "INVALID_PARAMETER_VALUE");
    }
    const part = { partNumber: 1, etag: "x" };
    await refused(() => multipart.complete("m/file", "x", []), "INVALID_PARAMETER_VALUE");
    await refused(() => multipart.complete("m/file", "x", [part, part]), "INVALID_PARAMETER_VALUE");
    const unknown = multipart.complete("m/file", "no-such-upload", [part]);
    await refused(() => unknown, "RESOURCE_DOES_NOT_EXIST");
  });
}
