import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALL_ENDPOINTS } from "@millrace/contract";
import { call, pick } from "@millrace/testkit";
import { API, filledPath, newRun, send, startTestServer } from "./support/server.ts";

const { url } = await startTestServer();
const JSON_TYPE = { "content-type": "application/json" };

describe("routes", () => {
  it("lead to every endpoint under each of its paths", async () => {
    for (const { method, paths } of ALL_ENDPOINTS) {
      for (const path of paths) {
        const { status, text } = await send(url, { method, path: filledPath(path), headers: JSON_TYPE });
        const code = status === 200 ? "" : pick(JSON.parse(text), "error_code");
        assert.ok([200, 400, 404, 501].includes(status) && code !== "ENDPOINT_NOT_FOUND", `${method} ${path}: ${text}`);
      }
    }
  });

  it("that don't exist answer 404 in JSON", async () => {
    for (const path of [
      "/nowhere",
      "/api/2.0/mlflow/runs",
      "/api/2.0/mlflow/runs/get/",
      "/%zz",
      "//health",
      "/health%00",
    ]) {
      const { status, text, headers } = await send(url, { path });
      assert.equal(status, 404, path);
      assert.equal(pick(JSON.parse(text), "error_code"), "ENDPOINT_NOT_FOUND");
      assert.equal(headers["content-type"], "application/json");
    }
  });

  it("say which methods they take", async () => {
    const wrong = await send(url, { method: "DELETE", path: `${API}/experiments/search` });
    assert.equal(wrong.status, 405);
    assert.equal(wrong.headers["allow"], "POST, GET, HEAD, OPTIONS");
    assert.equal(pick(JSON.parse(wrong.text), "error_code"), "METHOD_NOT_ALLOWED");
    const options = await send(url, { method: "OPTIONS", path: `${API}/runs/create` });
    assert.equal(options.status, 204);
    assert.equal(options.headers["allow"], "POST, OPTIONS");
  });

  it("refuse a workspace other than the default one", async () => {
    const asked = (workspace: string) =>
      send(url, { path: `${API}/experiments/get?experiment_id=0`, headers: { "x-mlflow-workspace": workspace } });
    assert.equal((await asked("default")).status, 200);
    const other = await asked("team-a");
    assert.equal(other.status, 400);
    assert.equal(pick(JSON.parse(other.text), "error_code"), "INVALID_PARAMETER_VALUE");
  });

  it("answer HEAD as GET, without the body", async () => {
    const { status, text, headers } = await send(url, { method: "HEAD", path: "/version" });
    assert.deepEqual([status, text, headers["content-length"]], [200, "", "6"]);
  });

  it("stand behind the static prefix", async () => {
    const { url: prefixed } = await startTestServer({ staticPrefix: "/mlflow" });
    assert.match(prefixed, /\/mlflow$/);
    const base = prefixed.replace("/mlflow", "");
    assert.equal((await send(base, { path: "/mlflow/health" })).text, "OK");
    assert.equal((await send(base, { path: "/health" })).status, 404);
    assert.equal((await call(prefixed, "POST", `${API}/experiments/search`, { max_results: 1 })).status, 200);
  });
});

describe("the server's own endpoints", () => {
  it("tell health, version and abilities", async () => {
    const health = await send(url, { path: "/health" });
    assert.deepEqual([health.text, health.headers["content-type"]], ["OK", "text/plain; charset=utf-8"]);
    assert.match(String((await send(url, { path: "/version" })).headers["content-type"]), /^text\/html/);
    assert.equal((await send(url, { path: "/version" })).text, "3.17.2");
    assert.equal(pick((await call(url, "GET", "/api/3.0/mlflow/server-info")).body, "store_type"), "SqlStore");
    assert.match((await send(url, { path: "/" })).text, /<h1>Millrace/);
  });

  it("count requests by endpoint and status", async () => {
    await call(url, "GET", `${API}/runs/get?run_id=none`);
    const { text } = await send(url, { path: "/metrics" });
    assert.match(text, /millrace_http_requests_total\{endpoint="runs\.get",status="404"\} \d+/);
    assert.match(text, /millrace_http_request_duration_seconds_bucket\{endpoint="runs\.get",le="\+Inf"\} \d+/);
    assert.match(text, /process_resident_memory_bytes \d+/);
    for (const line of text.trimEnd().split("\n"))
      assert.match(line, /^(# (HELP|TYPE) \w+ .+|[a-z_]+(\{[^}]*\})? [\d.e+-]+)$/);
  });
});

describe("bodies", () => {
  it("must be said to be JSON", async () => {
    for (const headers of [
      {},
      { "content-type": "" },
      { "content-type": "text/plain" },
      { "content-type": "application/x-www-form-urlencoded" },
      { "content-type": "multipart/form-data; boundary=application/json" },
      { "content-type": "application/jsonp" },
    ]) {
      const answer = await send(url, { method: "POST", path: `${API}/experiments/search`, headers, body: "{}" });
      assert.equal(answer.status, 400, JSON.stringify(headers));
      assert.equal(pick(JSON.parse(answer.text), "error_code"), "INVALID_PARAMETER_VALUE");
    }
    for (const type of ["application/json", "application/json; charset=utf-8", "Application/JSON"]) {
      const headers = { "content-type": type };
      const answer = await send(url, {
        ...{ method: "POST", path: `${API}/experiments/search`, headers },
        body: '{"max_results":1}',
      });
      assert.equal(answer.status, 200, type);
    }
  });

  it("must not be compressed", async () => {
    const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
    const answer = await send(url, { method: "POST", path: `${API}/experiments/search`, headers, body: "x" });
    assert.equal(answer.status, 400);
  });
});

describe("request ids", () => {
  it("are given back, or made", async () => {
    assert.equal(
      (await send(url, { path: "/", headers: { "x-request-id": "abc-1.2" } })).headers["x-request-id"],
      "abc-1.2",
    );
    const first = (await send(url, { path: "/" })).headers["x-request-id"];
    const second = (await send(url, { path: "/", headers: { "x-request-id": 'a"b' } })).headers["x-request-id"];
    assert.ok(first !== undefined && second !== undefined && first !== second && second !== 'a"b');
  });
});

describe("conditional answers", async () => {
  const { experiment, run } = await newRun(url);
  const params = Array.from({ length: 100 }, (_, index) => ({ key: `parameter-${index}`, value: "x" }));
  await call(url, "POST", `${API}/runs/log-batch`, { run_id: run, params });
  const path = `/api/millrace/v1/runs/keys?experiment_id=${experiment}`;

  it("carry an ETag and need not be sent again", async () => {
    const first = await send(url, { path });
    assert.equal(first.status, 200, first.text);
    const etag = String(first.headers.etag);
    assert.match(etag, /^"[\w-]+"$/);
    for (const tags of [etag, `"x", ${etag}`, `W/${etag}`, "*"]) {
      const again = await send(url, { path, headers: { "if-none-match": tags } });
      assert.deepEqual([again.status, again.text, again.headers.etag], [304, "", etag], tags);
    }
    await call(url, "POST", `${API}/runs/set-tag`, { run_id: run, key: "new", value: "" });
    assert.equal((await send(url, { path, headers: { "if-none-match": etag } })).status, 200);
  });

  it("are compressed for those who take that, under another ETag", async () => {
    const plain = await fetch(url + path, { headers: { "accept-encoding": "identity" } });
    const zipped = await fetch(url + path, { headers: { "accept-encoding": "gzip, deflate" } });
    assert.equal(zipped.headers.get("content-encoding"), "gzip");
    assert.equal(plain.headers.get("content-encoding"), null);
    assert.notEqual(plain.headers.get("etag"), zipped.headers.get("etag"));
    assert.equal(await zipped.text(), await plain.text());
    const refused = await fetch(url + path, { headers: { "accept-encoding": "gzip;q=0" } });
    assert.equal(refused.headers.get("content-encoding"), null);
  });
});
