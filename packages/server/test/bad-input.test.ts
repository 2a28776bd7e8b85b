import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { ALL_ENDPOINTS, sourceOf } from "@millrace/contract";
import { call, pick, tempDir } from "@millrace/testkit";
import { API, filledPath, listAt, newRun, outcome, send, startTestServer } from "./support/server.ts";

const { url } = await startTestServer({ maxBodySize: "1" });
const { experiment, run } = await newRun(url);
const JSON_TYPE = { "content-type": "application/json" };
const MEBIBYTE = 1024 * 1024;

async function post(path: string, body: string | Buffer, method = "POST"): Promise<string> {
  const headers = { ...JSON_TYPE, "content-length": Buffer.byteLength(body) };
  const { status, text } = await send(url, { method, path, headers, body });
  return status === 200 ? "200" : `${status} ${String(pick(JSON.parse(text), "error_code"))}`;
}

/** Sends bytes as they are and gives the head of the answer. */
function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
      if (answer.includes("\r\n\r\n")) socket.end();
    });
    socket.on("close", () => resolve(answer)).on("error", reject);
  });
}

describe("a body that is no request", () => {
  it("is refused by every endpoint that takes one", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const bodies = ["{", "[1]", "5", '"x"', "{'a':1}", "NaN", deep, Buffer.from('{"run_id":"\xff"}', "latin1")];
    for (const { name, method, paths } of ALL_ENDPOINTS.filter((one) => sourceOf(one) === "body")) {
      for (const body of bodies) {
        assert.equal(
          await post(filledPath(paths[0] ?? ""), body, method),
          "400 INVALID_PARAMETER_VALUE",
          `${name} ${String(body).slice(0, 20)}`,
        );
      }
    }
  });

  it("is refused when it is too large, whether or not its size is told before", async () => {
    const body = Buffer.alloc(MEBIBYTE + 1, " ");
    assert.equal(await post(`${API}/runs/log-batch`, body), "413 REQUEST_TOO_LARGE");
    const chunked = { ...JSON_TYPE, "transfer-encoding": "chunked" };
    const answer = await send(url, { method: "POST", path: `${API}/runs/log-batch`, headers: chunked, body });
    assert.equal(answer.status, 413);
    assert.equal(await post(`${API}/experiments/search`, Buffer.from('{"max_results":1}'.padEnd(MEBIBYTE))), "200");
  });
});

describe("values", () => {
  const metric = { key: "m", value: 1, timestamp: 1, step: 0 };
  const refused = "400 INVALID_PARAMETER_VALUE";

  it("of the wrong type refuse the whole batch, and nothing of it is written", async () => {
    const wrong = [
      ...[{ value: "abc" }, { value: true }, { value: null }, { value: [1] }, { timestamp: 1.5 }, { timestamp: -1 }],
      ...[{ timestamp: "x" }, { step: 1.5 }, { step: "1e3" }, { key: 5 }, { key: "" }, { key: "a//b" }, { key: null }],
    ];
    for (const fault of wrong) {
      const batch = {
        run_id: run,
        metrics: [metric, { ...metric, ...fault }, metric],
        params: [{ key: "p", value: "v" }],
        tags: [{ key: "t", value: "v" }],
      };
      assert.equal(await outcome(url, "/runs/log-batch", batch), refused, JSON.stringify(fault));
    }
    for (const batch of [
      { metrics: [metric], params: [{ key: "p", value: 5 }] },
      { metrics: [metric], tags: [{ key: "t", value: {} }] },
      { metrics: [metric], tags: "x" },
      { metrics: [metric, 5] },
      { metrics: { metric } },
      { metrics: [metric], params: [{ key: "p" }, { key: "p" }] },
    ]) {
      assert.equal(await outcome(url, "/runs/log-batch", { run_id: run, ...batch }), refused, JSON.stringify(batch));
    }
    const found = await call(url, "GET", `${API}/runs/get?run_id=${run}`);
    for (const [kind, count] of [
      ["metrics", 0],
      ["params", 0],
      ["tags", 1],
    ] as const) {
      assert.equal(listAt(found.body, "run", "data", kind).length, count, kind);
    }
  });

  it("that are integers too large for 64 bits are refused", async () => {
    for (const digits of ["9223372036854775808", "-9223372036854775809", "1e300", "1".repeat(5000)]) {
      const body = `{"run_id":"${run}","key":"m","value":1,"timestamp":1,"step":${digits}}`;
      assert.equal(await post(`${API}/runs/log-metric`, body), refused, digits.slice(0, 30));
    }
  });

  it("that are bare NaN tokens are refused, the quoted ones taken", async () => {
    const body = (value: string): string => `{"run_id":"${run}","key":"n","value":${value},"timestamp":1}`;
    for (const value of ["NaN", "Infinity", "-Infinity", "nan", "1e999", '"nan"', '"inf"', '"+NaN"']) {
      assert.equal(await post(`${API}/runs/log-metric`, body(value)), refused, value);
    }
    for (const value of ['"NaN"', '"Infinity"', '"-Infinity"', '"1.5"']) {
      assert.equal(await post(`${API}/runs/log-metric`, body(value)), "200", value);
    }
  });

  it("that some database can't keep are refused", async () => {
    for (const value of ["a\0b", "\ud800", "\udc00x"]) {
      assert.equal(await outcome(url, "/runs/set-tag", { run_id: run, key: "k", value }), refused);
    }
    assert.equal(await post(`${API}/runs/set-tag`, `{"run_id":"${run}","key":"k","value":"\\ud83d\\ude00"}`), "200");
  });
});

describe("searches", () => {
  it("refuse filters, orders, tokens and sizes that they can't use, in time", async () => {
    const search = { experiment_ids: [experiment], max_results: 5 };
    const long = "x".repeat(10_000);
    for (const fault of [
      { filter: long },
      { filter: `${"(".repeat(5000)}a=1${")".repeat(5000)}` },
      { filter: `metrics.a > ${"9".repeat(9990)}x` },
      { filter: `params.a = '${long}` },
      { filter: Array.from({ length: 700 }, () => "params.a = b").join(" AND ") },
      { filter: "params.a = 'x'; DROP TABLE run" },
      { filter: "tags.`a = 'x'" },
      { order_by: [long] },
      { order_by: ["metrics.a; --"] },
      { page_token: "not a token" },
      { page_token: Buffer.from('{"offset":-1}').toString("base64") },
      { page_token: long },
      { max_results: 0 },
      { max_results: 50_001 },
      { max_results: -1 },
    ]) {
      const body = { ...search, ...fault };
      const short = JSON.stringify(fault).slice(0, 60);
      assert.equal(await outcome(url, "/runs/search", body), "400 INVALID_PARAMETER_VALUE", short);
      assert.equal(await outcome(url, "/experiments/search", body), "400 INVALID_PARAMETER_VALUE", short);
    }
    const honest = { ...search, filter: `params.a = '${"y".repeat(9980)}'` };
    assert.equal(await outcome(url, "/runs/search", honest), "200");
  });
});

describe("queries", () => {
  it("that don't fit are refused by every endpoint that takes one", async () => {
    for (const { name, paths } of ALL_ENDPOINTS.filter((one) => sourceOf(one) === "query")) {
      for (const query of ["max_results=x", "run_id=%ff&metric_key=%00", "page_token=%", "start_step=1e9", "width=0"]) {
        const answer = await send(url, { path: `${filledPath(paths[0] ?? "")}?${query}&${"a=b&".repeat(500)}` });
        assert.ok(answer.status < 500 || answer.status === 501, `${name} ${query}: ${answer.status}`);
      }
    }
  });
});

describe("what is no HTTP", () => {
  it("is refused in JSON and the connection ended", async () => {
    for (const bytes of [
      "hello\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nA\0: b\r\n\r\n",
    ]) {
      assert.match(await sendRaw(bytes), /^HTTP\/1\.1 400 Bad Request/, JSON.stringify(bytes));
    }
  });

  it("includes headers without end", async () => {
    const answer = await sendRaw(`GET / HTTP/1.1\r\nHost: localhost\r\nA: ${"x".repeat(100_000)}\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 431 /);
    assert.match(answer, /"error_code":"BAD_REQUEST"/);
  });
});

describe("artifact locations", () => {
  it("that lead elsewhere are refused and make no experiment", async () => {
    const place = tempDir();
    for (const location of ["http://169.254.169.254/x", "runs:/a", `${place}#/../x`, "s3://b?x=%2e%2e/", "ftp://h/x"]) {
      const body = { name: `bad ${location}`, artifact_location: location };
      assert.equal(await outcome(url, "/experiments/create", body), "400 INVALID_PARAMETER_VALUE", location);
      const name = encodeURIComponent(body.name);
      assert.equal((await call(url, "GET", `${API}/experiments/get-by-name?experiment_name=${name}`)).status, 404);
    }
  });
});
