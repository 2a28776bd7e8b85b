import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { call, pick } from "@millrace/testkit";
import { PROXY, put, read, sendRaw, startArtifactServer } from "./support/artifacts.ts";
import { API, newRun, outcome, send } from "./support/server.ts";

const { url, destination } = await startArtifactServer();

describe("the artifact proxy", () => {
  it("keeps what it is sent and gives it back", async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    assert.equal(await put(url, "kept/a/data.bin", bytes), 200);
    const answer = await fetch(`${url}${PROXY}/kept/a/data.bin`);
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), bytes);
    assert.deepEqual(new Uint8Array(readFileSync(path.join(destination, "kept/a/data.bin"))), bytes);
    assert.equal(await put(url, "kept/a/data.bin", "new"), 200);
    assert.equal(await read(url, "kept/a/data.bin"), "200 new");
    assert.equal(await put(url, "kept/empty", ""), 200);
    assert.equal(await read(url, "kept/empty"), "200 ");
  });

  it("keeps names exactly, decoded once", async () => {
    for (const name of [
      "größe é.txt",
      "a+b&c=d.txt",
      "100%.txt",
      "50%25.txt",
      "sp ace",
      "\\back",
      "😀.md",
      "..a",
      "a..",
    ]) {
      assert.equal(await put(url, `names/${encodeURIComponent(name)}`, name), 200, name);
      assert.equal(await read(url, `names/${encodeURIComponent(name)}`), `200 ${name}`);
      assert.equal(readFileSync(path.join(destination, "names", name), "utf8"), name);
    }
    assert.match(await sendRaw(url, "GET", `${PROXY}/names/%ff`), /^HTTP\/1.1 400 /);
  });

  it("lists a folder by its direct names, and nothing for files and what is not there", async () => {
    await put(url, "listed/b.txt", "12");
    await put(url, "listed/A/c.txt", "1");
    const files = [
      { path: "A", is_dir: true },
      { path: "b.txt", is_dir: false, file_size: 2 },
    ];
    assert.deepEqual((await call(url, "GET", `${PROXY}?path=listed`)).body, { files });
    assert.deepEqual((await call(url, "GET", `${PROXY}?path=listed/`)).body, { files });
    assert.deepEqual((await call(url, "GET", `${PROXY}?path=listed/b.txt`)).body, {});
    assert.deepEqual((await call(url, "GET", `${PROXY}?path=nothing`)).body, {});
    assert.equal(pick((await call(url, "GET", PROXY)).body, "files", 0, "is_dir"), true);
  });

  it("deletes files and folders, and what is not there", async () => {
    await put(url, "gone/a/b.txt", "1");
    await put(url, "gone/c.txt", "1");
    assert.deepEqual((await call(url, "DELETE", `${PROXY}/gone/c.txt`)).body, {});
    assert.deepEqual((await call(url, "DELETE", `${PROXY}/gone`)).body, {});
    assert.deepEqual((await call(url, "DELETE", `${PROXY}/gone`)).body, {});
    assert.equal(existsSync(path.join(destination, "gone")), false);
    for (const [target, status] of [
      ["/", 404],
      ["/.", 400],
    ] as const) {
      assert.match(await sendRaw(url, "DELETE", PROXY + target), new RegExp(`^HTTP/1.1 ${status} `));
    }
    assert.equal(existsSync(destination), true);
  });

  it("refuses what is no file", async () => {
    await put(url, "folder/file.txt", "1");
    for (const target of ["/folder", "/folder/", "/"]) {
      assert.match(await sendRaw(url, "GET", PROXY + target), /^HTTP\/1.1 400 /, target);
      assert.match(await sendRaw(url, "PUT", PROXY + target, "x"), /^HTTP\/1.1 400 /, target);
    }
    assert.equal(await put(url, "folder/file.txt/below", "x"), 400);
    assert.match(await read(url, "folder/none"), /^404 .*RESOURCE_DOES_NOT_EXIST/);
    assert.equal(await read(url, "folder/file.txt"), "200 1");
  });

  it("says of a file what it is, without letting a browser run it", async () => {
    const types = {
      "a.txt": "text/plain",
      "b.JSON": "text/plain",
      MLmodel: "text/plain",
      "conda.yaml": "text/plain",
      "c.html": "text/html",
      "d.png": "image/png",
      "e.pkl": "application/octet-stream",
      noending: "application/octet-stream",
    };
    for (const [name, type] of Object.entries(types)) {
      await put(url, `types/${name}`, "<script>");
      const { headers } = await send(url, { path: `${PROXY}/types/${name}` });
      assert.equal(headers["content-type"], type, name);
      assert.equal(headers["content-disposition"], `attachment; filename="${name}"`);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.match(String(headers["content-security-policy"]), /\bsandbox\b/);
    }
    await put(url, `types/${encodeURIComponent('ü".txt')}`, "1");
    const { headers } = await send(url, { path: `${PROXY}/types/${encodeURIComponent('ü".txt')}` });
    assert.equal(headers["content-disposition"], `attachment; filename="__.txt"; filename*=UTF-8''%C3%BC%22.txt`);
  });

  it("has no uploads in parts and no addresses for local files, and says so as clients expect", async () => {
    const body = { path: "/home/me/file.bin", num_parts: 2, upload_id: "u", parts: [{ part_number: 1, etag: "e" }] };
    for (const verb of ["create", "complete", "abort"]) {
      const answer = await call(url, "POST", `/api/2.0/mlflow-artifacts/mpu/${verb}/folder`, body);
      assert.equal(answer.status, 501);
      assert.match(answer.text, /"message":"Multipart upload is not supported for the current artifact repository/);
    }
    assert.equal((await call(url, "GET", "/api/2.0/mlflow-artifacts/presigned/folder/file.txt")).status, 501);
    const { body: info } = await call(url, "GET", "/api/3.0/mlflow/server-info");
    assert.deepEqual(
      [pick(info, "multipart_uploads_enabled"), pick(info, "multipart_downloads_enabled")],
      [false, false],
    );
  });
});

describe("the artifacts of a run", () => {
  it("are in a folder of its own, which lists relative to the run", async () => {
    const { run, experiment } = await newRun(url);
    const root_uri = `mlflow-artifacts:/${experiment}/${run}/artifacts`;
    assert.deepEqual((await call(url, "GET", `${API}/artifacts/list?run_id=${run}`)).body, { root_uri });
    await put(url, `${experiment}/${run}/artifacts/model/MLmodel`, "x: 1");
    assert.deepEqual((await call(url, "GET", `${API}/artifacts/list?run_uuid=${run}`)).body, {
      root_uri,
      files: [{ path: "model", is_dir: true }],
    });
    assert.deepEqual((await call(url, "GET", `${API}/artifacts/list?run_id=${run}&path=model`)).body, {
      root_uri,
      files: [{ path: "model/MLmodel", is_dir: false, file_size: 4 }],
    });
    assert.deepEqual((await call(url, "GET", `${API}/artifacts/list?run_id=${run}&path=model/MLmodel`)).body, {
      root_uri,
    });
    assert.equal((await call(url, "GET", `/get-artifact?run_id=${run}&path=model/MLmodel`)).text, "x: 1");
    assert.equal((await call(url, "GET", `/get-artifact?run_uuid=${run}&path=model`)).status, 400);
    assert.equal((await call(url, "GET", `/get-artifact?run_id=${run}&path=none`)).status, 404);
    assert.equal((await call(url, "GET", `/get-artifact?run_id=${run}`)).status, 400);
    assert.equal((await call(url, "GET", `/get-artifact?run_id=${"0".repeat(32)}&path=a`)).status, 404);
  });

  it("take small files from web pages", async () => {
    const { run } = await newRun(url);
    const upload = async (query: string, body: string | Buffer, type = "text/plain"): Promise<number> => {
      const target = `/ajax-api/2.0/mlflow/upload-artifact?${query}`;
      return (await send(url, { method: "POST", path: target, body, headers: { "content-type": type } })).status;
    };
    assert.equal(await upload(`run_uuid=${run}&path=up/note.txt`, "hello"), 200);
    assert.equal((await call(url, "GET", `/get-artifact?run_id=${run}&path=up/note.txt`)).text, "hello");
    assert.equal(await upload(`run_uuid=${run}&path=up/most`, Buffer.alloc(10 * 1024 * 1024)), 200);
    for (const [query, body, type] of [
      [`run_uuid=${run}&path=up/none`, "", "text/plain"],
      [`run_uuid=${run}&path=up/none`, Buffer.alloc(10 * 1024 * 1024 + 1), "text/plain"],
      [`run_uuid=${run}&path=up/none`, "a=b", "application/x-www-form-urlencoded"],
      [`run_uuid=${run}`, "a", "text/plain"],
      [`run_uuid=${run}&path=up/`, "a", "text/plain"],
      ["path=a", "a", "text/plain"],
    ] as const) {
      assert.equal(await upload(query, body, type), 400, query);
    }
    assert.equal(await upload(`run_uuid=${"0".repeat(32)}&path=a`, "a"), 404);
    assert.equal((await call(url, "GET", `/get-artifact?run_id=${run}&path=up/none`)).status, 404);
  });

  it("have no addresses at a storage while they go through the server", async () => {
    const { run } = await newRun(url);
    for (const verb of ["upload", "download"]) {
      assert.equal(
        await outcome(url, `/artifacts/presigned-${verb}-url`, { run_id: run, path: "a" }),
        "400 INVALID_PARAMETER_VALUE",
      );
    }
    for (const body of [{ path: "a" }, { run_id: run, model_id: "m-1", path: "a" }, { run_id: run }]) {
      assert.equal(await outcome(url, "/artifacts/presigned-upload-url", body), "400 INVALID_PARAMETER_VALUE");
    }
    for (const expiration of [0, 604_801]) {
      assert.equal(
        await outcome(url, "/artifacts/presigned-download-url", { run_id: run, path: "a", expiration }),
        "400 INVALID_PARAMETER_VALUE",
      );
    }
  });

  it("are found where the operator keeps them, and nowhere else", async () => {
    const local = await startArtifactServer({ defaultArtifactRoot: path.join(destination, "root") });
    const { run } = await newRun(local.url);
    assert.equal(
      await outcome(local.url, "/artifacts/presigned-upload-url", { run_id: run, path: "a" }),
      "501 NOT_IMPLEMENTED",
    );
    const target = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=a.txt`;
    assert.equal((await send(local.url, { method: "POST", path: target, body: "here" })).status, 200);
    assert.equal((await call(local.url, "GET", `/get-artifact?run_id=${run}&path=a.txt`)).text, "here");

    const elsewhere = await call(url, "POST", `${API}/experiments/create`, { name: "else", artifact_location: "/etc" });
    const started = await call(url, "POST", `${API}/runs/create`, elsewhere.body);
    const runId = String(pick(started.body, "run", "info", "run_id"));
    for (const path of [`${API}/artifacts/list?run_id=${runId}`, `/get-artifact?run_id=${runId}&path=passwd`]) {
      const answer = await call(url, "GET", path);
      assert.ok(answer.status === 400 || answer.status === 403, String(answer.status));
      assert.match(answer.text, /--allowed-artifact-roots/);
    }
  });
});

describe("settings", () => {
  it("switch the proxy off", async () => {
    const off = await startArtifactServer({ serveArtifacts: "false" });
    assert.equal(await put(off.url, "a.txt", "1"), 503);
    assert.match(await read(off.url, "a.txt"), /^503 .*TEMPORARILY_UNAVAILABLE/);
    assert.equal((await call(off.url, "POST", `${API}/runs/create`, { experiment_id: "0" })).status, 200);
    assert.equal(existsSync(off.destination), false);
  });

  it("switch everything else off", async () => {
    const only = await startArtifactServer({ artifactsOnly: "true" });
    assert.equal(await put(only.url, "a.txt", "1"), 200);
    assert.match((await call(only.url, "POST", `${API}/runs/create`, { experiment_id: "0" })).text, /--artifacts-only/);
    assert.equal((await call(only.url, "GET", "/health")).text, "OK");
  });

  it("put a prefix in front of the proxy too", async () => {
    const prefixed = await startArtifactServer({ staticPrefix: "/pre/fix" });
    assert.equal(await put(prefixed.url, "a.txt", "1"), 200);
    assert.equal(await read(prefixed.url, "a.txt"), "200 1");
    assert.match(await sendRaw(prefixed.url, "GET", `${PROXY}/a.txt`), /^HTTP\/1.1 404 /);
  });
});
