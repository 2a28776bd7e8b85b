import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { call, pickString } from "@millrace/testkit";
import { PROXY, put, sendRaw, startArtifactServer } from "./support/artifacts.ts";
import { API, newRun } from "./support/server.ts";

const SECRET = "not for clients";
const AJAX = "/ajax-api/2.0/mlflow";
const { url, destination, around } = await startArtifactServer();
const { run, experiment } = await newRun(url);
const created = await call(url, "POST", `${API}/logged-models`, { experiment_id: experiment });
const model = pickString(created.body, "model", "info", "model_id");
await put(url, "folder/file.txt", "x");
await put(url, `${experiment}/${run}/artifacts/folder/file.txt`, "x");
for (const folder of [around, destination]) writeFileSync(path.join(folder, "secret"), SECRET);
const before = everything();

/** Paths that lead elsewhere, or that something between here and the file could read so. */
const SPELLINGS = [
  "..",
  "../secret",
  "../../../../../secret",
  "folder/../../secret",
  "folder/..",
  "./../secret",
  "..\\secret",
  "folder\\..\\..\\secret",
  "/etc/passwd",
  "//etc/passwd",
  "\\etc\\passwd",
  "\\\\host\\share",
  "C:\\secret",
  "c:/secret",
  "file:///etc/passwd",
  "file:/etc/passwd",
  "FILE:///etc/passwd",
  "s3://bucket/secret",
  "http://127.0.0.1/secret",
  "..#/secret",
  "folder#/../secret",
  "..;/secret",
  "..;x=1/secret",
  "..?/secret",
  "%2e%2e/secret",
  "%2E%2E%2Fsecret",
  "..%2fsecret",
  "..%5csecret",
  "%252e%252e/secret",
  "%25252e%25252e%25252fsecret",
  "folder/%2e%2e/%2e%2e/secret",
  "%2fetc/passwd",
  "%5c%5chost",
  "folder\0/secret",
  "secret%00.txt",
  "secret%2500.txt",
  "folder\n/secret",
];

/** How each path field is sent: raw, since clients tidy paths up. */
const FIELDS: Readonly<Record<string, (spelling: string) => Promise<string>>> = {
  "GET artifacts": (path) => sendRaw(url, "GET", `${PROXY}/${encoded(path)}`),
  "PUT artifacts": (path) => sendRaw(url, "PUT", `${PROXY}/${encoded(path)}`, "changed"),
  "DELETE artifacts": (path) => sendRaw(url, "DELETE", `${PROXY}/${encoded(path)}`),
  "list proxied": (path) => sendRaw(url, "GET", `${PROXY}?path=${encoded(path)}`),
  presigned: (path) => sendRaw(url, "GET", `/api/2.0/mlflow-artifacts/presigned/${encoded(path)}`),
  "mpu/create": (path) => post(`/api/2.0/mlflow-artifacts/mpu/create/${encoded(path)}`, { path: "f", num_parts: 1 }),
  "mpu/complete": (path) =>
    post(`/api/2.0/mlflow-artifacts/mpu/complete/${encoded(path)}`, { path: "f", upload_id: "u", parts: [] }),
  "mpu/abort": (path) => post(`/api/2.0/mlflow-artifacts/mpu/abort/${encoded(path)}`, { path: "f", upload_id: "u" }),
  "artifacts/list": (path) => sendRaw(url, "GET", `${API}/artifacts/list?run_id=${run}&path=${encoded(path)}`),
  "get-artifact": (path) => sendRaw(url, "GET", `/get-artifact?run_id=${run}&path=${encoded(path)}`),
  "upload-artifact": (path) =>
    sendRaw(url, "POST", `${AJAX}/upload-artifact?run_uuid=${run}&path=${encoded(path)}`, "changed", "text/plain"),
  "presigned-upload-url": (path) => post(`${API}/artifacts/presigned-upload-url`, { run_id: run, path }),
  "presigned-download-url": (path) => post(`${API}/artifacts/presigned-download-url`, { run_id: run, path }),
  "logged model's file": (path) =>
    sendRaw(url, "GET", `${AJAX}/logged-models/${model}/artifacts/files?artifact_file_path=${encoded(path)}`),
  "logged model's folder": (path) =>
    sendRaw(url, "GET", `${API}/logged-models/${model}/artifacts/directories?artifact_directory_path=${encoded(path)}`),
  archive: (path) => sendRaw(url, "GET", `/api/millrace/v1/artifacts/archive?run_id=${run}&path=${encoded(path)}`),
};

/** Everything that isn't a plain sign, percent-encoded: slashes and dots stay, so that they are seen as such. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/");
}

function post(target: string, body: object): Promise<string> {
  return sendRaw(url, "POST", target, JSON.stringify(body), "application/json");
}

function everything(): string[] {
  return readdirSync(around, { recursive: true, withFileTypes: true })
    .map((entry) => path.join(entry.parentPath, entry.name) + (entry.isFile() ? content(entry) : ""))
    .sort();
}

function content(entry: { parentPath: string; name: string }): string {
  return `: ${readFileSync(path.join(entry.parentPath, entry.name), "utf8")}`;
}

describe("a path that leads elsewhere is refused with 400, and nothing is read or written", () => {
  for (const [field, sendPath] of Object.entries(FIELDS)) {
    it(field, async () => {
      for (const spelling of SPELLINGS) {
        const answer = await sendPath(spelling);
        assert.match(answer, /^HTTP\/1.1 400 [^]*"error_code":"INVALID_PARAMETER_VALUE"/, JSON.stringify(spelling));
        assert.ok(!answer.includes(SECRET));
      }
      assert.deepEqual(everything(), before);
    });
  }

  it("in the spellings of the request line alone", async () => {
    for (const spelling of [
      "../secret",
      "%2e%2e/secret",
      "..%2fsecret",
      "%2e%2e%2fsecret",
      "..%5csecret",
      "..%255csecret",
      "folder/%2e%2e/..%2f../secret",
      "%2fetc/passwd",
      "%c0%ae%c0%ae/secret",
      "%uff0e%uff0e/secret",
      "..%00/secret",
      "folder%23/../secret",
      "folder#/../secret",
    ]) {
      for (const method of ["GET", "PUT", "DELETE"]) {
        const answer = await sendRaw(url, method, `${PROXY}/${spelling}`, method === "PUT" ? "changed" : "");
        assert.match(answer, /^HTTP\/1.1 400 /, `${method} ${spelling}`);
        assert.ok(!answer.includes(SECRET));
      }
    }
    assert.deepEqual(everything(), before);
  });

  it("by a name of the client's machine in a multipart upload, of which the last part counts", async () => {
    for (const name of ["..", "a/..", "a\\..", "/", "C:\\", "%2e%2e", "a/%2e%2e"]) {
      const answer = await post("/api/2.0/mlflow-artifacts/mpu/create/folder", { path: name, num_parts: 1 });
      assert.match(answer, /^HTTP\/1.1 400 /, name);
    }
  });
});

describe("a link in the artifact folder", () => {
  it("that leads out of it is not followed", async () => {
    mkdirSync(path.join(around, "outside"));
    writeFileSync(path.join(around, "outside/secret"), SECRET);
    symlinkSync(path.join(around, "outside"), path.join(destination, "folder/link"));
    symlinkSync(path.join(around, "outside/secret"), path.join(destination, "folder/file-link"));
    for (const [method, target] of [
      ["GET", `${PROXY}/folder/link/secret`],
      ["GET", `${PROXY}/folder/file-link`],
      ["GET", `${PROXY}?path=folder/link`],
      ["PUT", `${PROXY}/folder/link/new`],
      ["DELETE", `${PROXY}/folder/link/secret`],
    ] as const) {
      const answer = await sendRaw(url, method, target, method === "PUT" ? "changed" : "");
      assert.ok(!answer.includes(SECRET) && !answer.includes('"path":"secret"'), `${method} ${target}`);
    }
    assert.deepEqual(readdirSync(path.join(around, "outside")), ["secret"]);
    assert.equal(readFileSync(path.join(around, "outside/secret"), "utf8"), SECRET);
  });
});
