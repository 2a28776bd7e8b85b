import assert from "node:assert/strict";
import { test } from "node:test";
import { openArtifactStore } from "@millrace/artifacts";
import { loadSdk } from "../src/sdk.ts";
import { streamOf } from "./support/bytes.ts";
import { refused } from "./support/refused.ts";

/** A port that nothing listens on. */
const endpoint = "http://127.0.0.1:1";

test("names the npm package that is missing", async () => {
  const absent = "@millrace/no-such-library";
  const { message } = await refused(() => loadSdk("a-library", () => import(absent)), "NOT_IMPLEMENTED");
  assert.match(message, /npm install a-library/);
  const broken = new Error("it is broken");
  await assert.rejects(
    loadSdk("a-library", () => Promise.reject(broken)),
    broken,
  );
});

test("says what credentials are missing", async () => {
  for (const name of Object.keys(process.env)) if (/^(AWS|GOOGLE)_/.test(name)) delete process.env[name];
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: "true", HOME: "/nonexistent" });
  const s3 = await openArtifactStore("s3://bucket/x", { localRoots: [], s3: { endpoint } });
  const { message } = await refused(() => s3.stat("file"), "PERMISSION_DENIED");
  assert.match(message, /AWS_ACCESS_KEY_ID/);
  const azure = openArtifactStore("wasbs://c@account.blob.core.windows.net/x", { localRoots: [] });
  assert.match((await refused(() => azure, "PERMISSION_DENIED")).message, /AZURE_STORAGE_CONNECTION_STRING/);
});

test("sends an account's key to that account only", async () => {
  const connectionString =
    "DefaultEndpointsProtocol=https;AccountName=mine;AccountKey=bWluZQ==;EndpointSuffix=core.windows.net";
  const options = { localRoots: [], azure: { connectionString } };
  await openArtifactStore("abfss://c@mine.dfs.core.windows.net/x", options);
  await refused(() => openArtifactStore("abfss://c@other.dfs.core.windows.net/x", options), "PERMISSION_DENIED");
  for (const host of ["mine.evil.example", "mine.blob.core.windows.net.evil.example", "127.0.0.1", "mine"]) {
    await refused(() => openArtifactStore(`wasbs://c@${host}/x`, options), "INVALID_PARAMETER_VALUE");
  }
});

test("signs with an account's key only", async () => {
  const options = { localRoots: [], azure: { sasToken: "sv=1&sig=secret" } };
  const store = await openArtifactStore("wasbs://c@mine.blob.core.windows.net/x", options);
  await refused(async () => store.presignDownload?.("file", 60), "PERMISSION_DENIED");
  await refused(() => store.multipart?.create("file", 1), "PERMISSION_DENIED");
});

test("takes extra arguments of uploads, and no others", async () => {
  const open = (uploadExtraArgs: string) =>
    openArtifactStore("s3://bucket/x", { localRoots: [], s3: { endpoint, uploadExtraArgs } });
  await open('{"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "key"}');
  for (const text of ["{", "[]", "1", '{"Bucket": "other"}', '{"Key": "x"}', '{"StorageClass": 1}']) {
    const { message } = await refused(() => open(text), "INVALID_PARAMETER_VALUE");
    assert.match(message, /MLFLOW_S3_UPLOAD_EXTRA_ARGS/);
  }
});

test("says that a service can't be reached", async () => {
  const options = {
    localRoots: [],
    s3: { endpoint, accessKeyId: "a", secretAccessKey: "b" },
    gcs: { endpoint },
    azure: {
      connectionString: `DefaultEndpointsProtocol=http;AccountName=mine;AccountKey=bWluZQ==;BlobEndpoint=${endpoint}/mine;`,
    },
  };
  for (const root of ["s3://bucket/x", "gs://bucket/x"]) {
    const store = await openArtifactStore(root, options);
    await refused(() => store.stat("file"), "TEMPORARILY_UNAVAILABLE");
    await refused(() => store.write("file", streamOf("text")), "TEMPORARILY_UNAVAILABLE");
  }
});
