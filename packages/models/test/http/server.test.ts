import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import { invalidParameter, MillraceError } from "@millrace/contract";
import { type ScoringServerOptions, startScoringServer } from "@millrace/models";
import { predictions, scorerOf } from "./support/scorers.ts";

const JSON_HEADERS = { "content-type": "application/json" };

async function start(options: ScoringServerOptions) {
  const server = await startScoringServer({ port: 0, ...options });
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { method: "POST", body, headers: { ...JSON_HEADERS, ...headers } });
  return { server, post, get: (path: string) => fetch(server.url + path) };
}

/** With a Host or Origin header of our own, which fetch does not allow. */
function withHeaders(url: string, method: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    sent.on("error", reject).end(method === "POST" ? "{}" : undefined);
  });
}

test("answers health checks, its version, and what it does not know as MLflow does", async () => {
  await using stack = new AsyncDisposableStack();
  const { server, post, get } = await start({ scorer: scorerOf(() => predictions("[1]")) });
  stack.use(server);
  for (const [path, status, body] of [
    ["/ping", 200, "\n"],
    ["/health", 200, "\n"],
    ["/version", 200, "3.17.2"],
    ["/", 404, '{"detail":"Not Found"}'],
    ["/invocations/", 404, '{"detail":"Not Found"}'],
    ["/invocations", 405, '{"detail":"Method Not Allowed"}'],
  ] as const) {
    const answer = await get(path);
    assert.deepEqual([answer.status, await answer.text()], [status, body], path);
    assert.equal(answer.headers.get("content-type"), "application/json");
  }
  assert.equal((await post("/ping", "")).status, 405);
  assert.equal(await (await post("/invocations?x=1", "{}")).text(), '{"predictions": [1]}');
});

test("is not healthy until the model is loaded", async () => {
  const { promise, resolve } = Promise.withResolvers<ReturnType<typeof scorerOf>>();
  const { server, post, get } = await start({ scorer: promise });
  assert.equal((await get("/ping")).status, 404);
  assert.equal((await get("/v2/health/ready")).status, 503);
  assert.equal((await get("/v2/health/live")).status, 200);
  const early = await post("/invocations", "{}");
  assert.deepEqual([early.status, early.headers.get("retry-after")], [503, "1"]);
  const scorer = scorerOf(() => predictions("[1]"));
  resolve(scorer);
  await server.ready;
  assert.equal((await get("/ping")).status, 200);
  await server.close();
  assert.ok(scorer.isClosed);
});

test("says why a model can't be loaded", async () => {
  const { server, get } = await start({ scorer: Promise.reject(invalidParameter("no model")) });
  await assert.rejects(server.ready, /no model/);
  assert.equal((await get("/ping")).status, 404);
  await server.close();
});

test("refuses what is too large, too much or too slow, and what the scorer has no room for", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const aborted: boolean[] = [];
  const scorer = scorerOf(async (body, { signal }) => {
    if (body === "full") throw new MillraceError("TEMPORARILY_UNAVAILABLE", "All workers are busy.");
    if (body === "broken") throw new Error("a secret");
    if (body === "slow") {
      await promise;
      aborted.push(signal.aborted);
    }
    return predictions("[1]");
  });
  const { server, post, get } = await start({ scorer, maxBodySize: 100, timeoutMs: 300, concurrency: 1, queue: 1 });
  assert.equal((await post("/invocations", "x".repeat(101))).status, 413);
  assert.equal((await post("/invocations", "{}", { "content-encoding": "gzip" })).status, 400);
  const full = await post("/invocations", "full");
  assert.deepEqual([full.status, full.headers.get("retry-after")], [503, "1"]);
  const broken = await post("/invocations", "broken");
  assert.equal(broken.status, 500);
  assert.doesNotMatch(await broken.text(), /secret/);

  const slow = post("/invocations", "slow");
  while (!scorer.bodies.includes("slow")) await new Promise(setImmediate);
  const queued = post("/invocations", "queued");
  while (!/queued 1/.test(await (await get("/metrics")).text())) await new Promise(setImmediate);
  assert.equal((await post("/invocations", "one too many")).status, 503);
  for (const late of [await slow, await queued]) {
    assert.equal(late.status, 504);
    assert.equal(late.headers.get("content-type"), "application/json");
    assert.equal(await late.text(), "Request processing time exceeded limit");
  }
  resolve();
  assert.equal((await post("/invocations", "again")).status, 200);
  assert.ok(!scorer.bodies.includes("queued"));
  assert.deepEqual(aborted, [true]);
  await server.close();
});

test("lets the requests under way finish when it closes, and takes no new ones", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const scorer = scorerOf(async () => {
    await promise;
    return predictions("[1]");
  });
  const { server, post } = await start({ scorer });
  const under = post("/invocations", "{}");
  while (scorer.bodies.length === 0) await new Promise(setImmediate);
  const closed = server.close();
  assert.ok(!scorer.isClosed);
  await assert.rejects(post("/invocations", "{}"));
  resolve();
  assert.equal((await under).status, 200);
  await closed;
  assert.ok(scorer.isClosed);
});

test("keeps web pages of other sites out, and names that were pointed at this machine", async () => {
  await using stack = new AsyncDisposableStack();
  const scorer = scorerOf(() => predictions("[1]"));
  const { server } = await start({ scorer, allowedOrigins: ["https://app.example"] });
  stack.use(server);
  const url = `${server.url}/invocations`;
  const own = `127.0.0.1:${server.port}`;
  for (const [headers, status] of [
    [{}, 200],
    [{ host: `localhost:${server.port}` }, 200],
    [{ host: own, origin: "http://localhost:3000" }, 200],
    [{ host: own, origin: "https://app.example" }, 200],
    [{ host: "evil.example" }, 403],
    [{ host: `evil.example:${server.port}`, origin: `http://evil.example:${server.port}` }, 403],
    [{ host: own, origin: "http://evil.example" }, 403],
    [{ host: own, origin: "null" }, 403],
    [{ host: own, "sec-fetch-site": "cross-site" }, 403],
  ] as const) {
    assert.equal(await withHeaders(url, "POST", headers), status, JSON.stringify(headers));
  }
  assert.equal(await withHeaders(`${server.url}/ping`, "GET", { host: "probe.example" }), 200);
  assert.equal(
    await withHeaders(url, "OPTIONS", { origin: "http://evil.example", "access-control-request-method": "POST" }),
    403,
  );
  const other = await start({ scorer, allowedHosts: ["model.example"] });
  stack.use(other.server);
  assert.equal(await withHeaders(`${other.server.url}/version`, "GET", { host: "model.example:80" }), 200);
  assert.equal(await withHeaders(`${other.server.url}/version`, "GET", { host: "localhost" }), 403);
});

test("numbers requests, logs them and counts them", async () => {
  const lines: string[] = [];
  const scorer = scorerOf(() => predictions("[1]"));
  const { server, post, get } = await start({ scorer, accessLog: (line) => lines.push(line) });
  const own = await post("/invocations?token=secret", "{}", { "x-request-id": "abc-1" });
  assert.equal(own.headers.get("x-request-id"), "abc-1");
  const made = await post("/invocations", "{}", { "x-request-id": "not well-formed" });
  assert.match(made.headers.get("x-request-id") ?? "", /^[\w-]+$/);
  await get("/none");
  const metrics = await (await get("/metrics")).text();
  assert.match(metrics, /^millrace_scoring_requests_total\{endpoint="invocations",status="200"\} 2$/m);
  assert.match(metrics, /^millrace_scoring_requests_total\{endpoint="none",status="404"\} 1$/m);
  assert.match(metrics, /^millrace_scoring_request_duration_seconds_count\{endpoint="invocations"\} 2$/m);
  assert.match(metrics, /^millrace_scoring_requests_in_flight 0$/m);
  await server.close();
  const [first] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.ok(first);
  assert.deepEqual([first.id, first.method, first.path, first.status], ["abc-1", "POST", "/invocations", 200]);
  assert.ok(lines.every((line) => line.endsWith("}\n") && !line.includes("secret")));
});

test("says which port or address it can't have", async () => {
  const scorer = scorerOf(() => predictions("[1]"));
  const { server } = await start({ scorer });
  await assert.rejects(start({ scorer, port: server.port }), { code: "TEMPORARILY_UNAVAILABLE" });
  await assert.rejects(start({ scorer, host: "192.0.2.1" }), { code: "INVALID_PARAMETER_VALUE" });
  await server.close();
});
