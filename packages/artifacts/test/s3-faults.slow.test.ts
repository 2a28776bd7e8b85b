import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ListMultipartUploadsCommand, S3Client } from "@aws-sdk/client-s3";
import { openArtifactStore, type ArtifactStore } from "@millrace/artifacts";
import { s3Missing, startS3, type S3Server } from "@millrace/testkit";
import { broken, digest, names, noise, readAll, streamOf } from "./support/bytes.ts";
import { refused } from "./support/refused.ts";

describe("an S3 server that dies", { skip: s3Missing() }, () => {
  let server: S3Server;
  let store: ArtifactStore;
  before(async () => {
    server = await startS3();
    const { url, bucket, accessKeyId, secretAccessKey } = server;
    const options = { localRoots: [], s3: { endpoint: url, accessKeyId, secretAccessKey } };
    store = await openArtifactStore(`s3://${bucket}/folder`, options);
  });
  after(() => server.kill());

  const restart = async (): Promise<void> => {
    server = await startS3({ folder: server.folder, port: server.port });
  };

  async function unfinished(): Promise<number> {
    const { url, bucket, accessKeyId, secretAccessKey } = server;
    const credentials = { accessKeyId, secretAccessKey };
    const client = new S3Client({ endpoint: url, region: "us-east-1", forcePathStyle: true, credentials });
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    return Uploads.length;
  }

  test("in the middle of an upload: a clear error, nothing left, and the next try works", async () => {
    const bytes = noise(40_000_000);
    async function* killing(): AsyncGenerator<Uint8Array> {
      yield* streamOf(bytes.subarray(0, 25_000_000));
      await server.kill();
      yield* streamOf(bytes.subarray(25_000_000));
    }
    const { message } = await refused(
      () => store.write("m/file", killing(), { length: bytes.byteLength }),
      "TEMPORARILY_UNAVAILABLE",
    );
    assert.match(message, /try again/);
    await restart();
    assert.deepEqual(await names(store.walk("")), []);
    assert.equal(await unfinished(), 1, "S3 could not be told to forget the parts while it was dead");
    await store.write("m/file", streamOf(bytes), { length: bytes.byteLength });
    assert.equal(digest(await readAll(store, "m/file")), digest(bytes));
    assert.equal(await unfinished(), 0);
  });

  test("in the middle of a download: a clear error, and the next try works", async () => {
    const bytes = noise(40_000_000, 2);
    await store.write("m/down", streamOf(bytes));
    await refused(async () => {
      for await (const chunk of store.read("m/down")) {
        assert.ok(chunk.byteLength > 0);
        await server.kill();
      }
    }, "TEMPORARILY_UNAVAILABLE");
    await restart();
    assert.equal(digest(await readAll(store, "m/down")), digest(bytes));
  });

  test("while nothing is asked: each method says so, and works when it is back", async () => {
    await store.write("m/small", streamOf("text"));
    await server.kill();
    await refused(() => store.stat("m/small"), "TEMPORARILY_UNAVAILABLE");
    await refused(() => Array.fromAsync(store.list("")), "TEMPORARILY_UNAVAILABLE");
    await refused(() => readAll(store, "m/small"), "TEMPORARILY_UNAVAILABLE");
    await refused(() => store.write("m/small", streamOf("x")), "TEMPORARILY_UNAVAILABLE");
    await refused(() => store.delete("m/small"), "TEMPORARILY_UNAVAILABLE");
    await restart();
    assert.equal((await readAll(store, "m/small")).toString(), "text");
  });

  test("leaves no parts on it when the source breaks", async () => {
    await assert.rejects(store.write("m/broken", broken(noise(30_000_000), new Error("cut"))), /cut/);
    assert.equal(await unfinished(), 0);
  });
});
