import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { call, pick, pickString, s3Missing, startS3 } from "@millrace/testkit";
import { PROXY, put, read, startArtifactServer } from "./support/artifacts.ts";
import { API, newRun, send } from "./support/server.ts";

const MPU = "/api/2.0/mlflow-artifacts/mpu";
const PART = 5 * 1024 * 1024;

describe("artifacts on S3", { skip: s3Missing() }, async () => {
  if (s3Missing() !== false) return;
  const s3 = await startS3();
  after(() => s3.stop());
  process.env["AWS_ACCESS_KEY_ID"] = s3.accessKeyId;
  process.env["AWS_SECRET_ACCESS_KEY"] = s3.secretAccessKey;
  const root = `s3://${s3.bucket}/root`;
  const { url } = await startArtifactServer({ artifactsDestination: root, s3Endpoint: s3.url });
  const direct = await startArtifactServer({ defaultArtifactRoot: root, s3Endpoint: s3.url });

  it("go through the proxy", async () => {
    assert.equal(await put(url, "a/file.txt", "on S3"), 200);
    assert.equal(await read(url, "a/file.txt"), "200 on S3");
    const answer = await send(url, { path: `${PROXY}/a/file.txt`, headers: { range: "bytes=3-" } });
    assert.deepEqual([answer.status, answer.text], [206, "S3"]);
    const again = await send(url, { path: `${PROXY}/a/file.txt`, headers: { "if-none-match": answer.headers.etag } });
    assert.equal(again.status, 304);
    assert.deepEqual((await call(url, "GET", `${PROXY}?path=a`)).body, {
      files: [{ path: "file.txt", is_dir: false, file_size: 5 }],
    });
    assert.equal((await call(url, "DELETE", `${PROXY}/a`)).status, 200);
    assert.match(await read(url, "a/file.txt"), /^404 /);
  });

  it("are sent in parts straight to it", async () => {
    const { body: info } = await call(url, "GET", "/api/3.0/mlflow/server-info");
    assert.deepEqual(
      [pick(info, "multipart_uploads_enabled"), pick(info, "multipart_downloads_enabled")],
      [true, true],
    );
    const target = { path: "/home/me/large.bin" };
    const created = await call(url, "POST", `${MPU}/create/parts`, { ...target, num_parts: 2 });
    const upload_id = pickString(created.body, "upload_id");
    const parts = [];
    for (const [index, size] of [PART, 10].entries()) {
      const part = await fetch(pickString(created.body, "credentials", index, "url"), {
        method: "PUT",
        body: new Uint8Array(size).fill(index + 1),
      });
      assert.equal(part.status, 200);
      parts.push({ part_number: index + 1, etag: part.headers.get("etag") });
    }
    assert.match(await read(url, "parts/large.bin"), /^404 /);
    assert.deepEqual((await call(url, "POST", `${MPU}/complete/parts`, { ...target, upload_id, parts })).body, {});
    const answer = await send(url, {
      path: `${PROXY}/parts/large.bin`,
      headers: { range: `bytes=${PART - 1}-${PART}` },
    });
    assert.deepEqual(
      [answer.status, answer.text, answer.headers["content-range"]],
      [206, "\x01\x02", `bytes ${PART - 1}-${PART}/${PART + 10}`],
    );
  });

  it("are not there after an upload in parts is given up", async () => {
    const created = await call(url, "POST", `${MPU}/create/given/up`, { path: "a.bin", num_parts: 1 });
    const upload_id = pickString(created.body, "upload_id");
    assert.deepEqual((await call(url, "POST", `${MPU}/abort/given/up`, { path: "a.bin", upload_id })).body, {});
    const late = { path: "a.bin", upload_id, parts: [{ part_number: 1, etag: "e" }] };
    assert.equal((await call(url, "POST", `${MPU}/complete/given/up`, late)).status, 404);
    assert.match(await read(url, "given/up/a.bin"), /^404 /);
    for (const num_parts of [0, 10_001]) {
      assert.equal((await call(url, "POST", `${MPU}/create/x`, { path: "a.bin", num_parts })).status, 400);
    }
  });

  it("have addresses there", async () => {
    await put(url, "a/b.txt", "straight");
    const proxied = await call(url, "GET", "/api/2.0/mlflow-artifacts/presigned/a/b.txt");
    assert.equal(pick(proxied.body, "file_size"), 8);
    assert.equal(await (await fetch(pickString(proxied.body, "url"))).text(), "straight");
    assert.equal((await call(url, "GET", "/api/2.0/mlflow-artifacts/presigned/a/none")).status, 404);
    assert.equal((await call(url, "GET", "/api/2.0/mlflow-artifacts/presigned/a")).status, 400);

    const { run } = await newRun(direct.url);
    const body = { run_id: run, path: "in/run.txt", expiration: 60 };
    const upload = await call(direct.url, "POST", `${API}/artifacts/presigned-upload-url`, body);
    const sent = await fetch(pickString(upload.body, "presigned_url"), { method: "PUT", body: "by itself" });
    assert.equal(sent.status, 200);
    const download = await call(direct.url, "POST", `${API}/artifacts/presigned-download-url`, body);
    assert.equal(pick(download.body, "file_size"), 9);
    assert.equal(await (await fetch(pickString(download.body, "presigned_url"))).text(), "by itself");
    assert.equal((await call(direct.url, "GET", `/get-artifact?run_id=${run}&path=in/run.txt`)).text, "by itself");
  });

  it("of a model version are read where the operator allows it", async () => {
    await put(url, "shared/model/MLmodel", "shared");
    const open = await startArtifactServer({ allowedArtifactRoots: `${root}/shared`, s3Endpoint: s3.url });
    for (const [server, status] of [
      [open.url, 200],
      [direct.url, 403],
    ] as const) {
      await call(server, "POST", `${API}/registered-models/create`, { name: "m" });
      await call(server, "POST", `${API}/model-versions/create`, { name: "m", source: `${root}/shared/model` });
      const answer = await call(server, "GET", "/model-versions/get-artifact?name=m&version=1&path=MLmodel");
      assert.equal(answer.status, status, answer.text);
    }
  });

  it("that can't be reached are a clear error, and the next try works", async () => {
    const lost = await startArtifactServer({ artifactsDestination: root, s3Endpoint: "http://127.0.0.1:9" });
    assert.equal(await put(lost.url, "a/lost.txt", "x"), 503);
    assert.match(await read(lost.url, "a/lost.txt"), /^503 .*TEMPORARILY_UNAVAILABLE/);
    assert.equal(await put(url, "a/lost.txt", "x"), 200);
  });
});
