import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient, MillraceError } from "millrace/client";
import { freePort } from "@millrace/testkit";
import { hangUp, silence, startScripted, type Step } from "./support/scripted-server.ts";

const OK: Step = { status: 200, body: '{"run":{}}' };
const run_id = "0".repeat(32);

// Most of the time goes into waiting.
describe("the client tries again", { concurrency: true }, () => {
  for (const status of [408, 429, 502, 503, 504]) {
    test(`tries again after ${status}`, async () => {
      await using server = await startScripted({ status }, OK);
      const client = createClient({ uri: server.uri });
      assert.deepEqual(await client.runs.get({ run_id }), { run: {} });
      assert.equal(server.received.length, 2);
    });
  }

  test("tries again when the connection is lost, before and inside the answer", async () => {
    const half: Step = (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
      response.write('{"run":', () => response.destroy());
    };
    await using server = await startScripted(hangUp, half, OK);
    const client = createClient({ uri: server.uri });
    await client.runs.logBatch({ run_id, params: [{ key: "a", value: "1" }] });
    assert.equal(server.received.length, 3);
    assert.equal(new Set(server.received.map(({ body }) => body)).size, 1);
  });

  for (const [what, step, tries] of [
    ["lost", hangUp, 1],
    ["answered 502", { status: 502 }, 1],
    ["answered 504", { status: 504 }, 1],
    ["answered 429", { status: 429 }, 2],
    ["answered 503", { status: 503 }, 2],
  ] as const) {
    test(`a call that creates and is ${what} is tried ${tries === 1 ? "once" : "again"}`, async () => {
      await using server = await startScripted(step);
      const client = createClient({ uri: server.uri, retries: 1 });
      await assert.rejects(client.runs.create({}), MillraceError);
      assert.equal(server.received.length, tries);
    });
  }

  test("a call that creates is tried again while nothing listens", async () => {
    const port = await freePort();
    let tries = 0;
    const client = createClient({
      uri: `http://127.0.0.1:${port}`,
      retries: 2,
      fetch: (request) => {
        tries += 1;
        return fetch(request);
      },
    });
    await assert.rejects(client.runs.create({}), (error: unknown) => {
      assert.ok(error instanceof MillraceError);
      assert.equal(error.code, "TEMPORARILY_UNAVAILABLE");
      assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED`));
      return true;
    });
    assert.equal(tries, 3);
  });

  test("other answers are final", async () => {
    for (const status of [400, 401, 403, 404, 409, 413, 500, 501]) {
      await using server = await startScripted({ status });
      await assert.rejects(createClient({ uri: server.uri }).runs.get({ run_id }), MillraceError);
      assert.equal(server.received.length, 1);
    }
  });

  test("waits as long as Retry-After says", async () => {
    const date = () => new Date(Date.now() + 2500).toUTCString();
    const dated: Step = (_, response) => response.writeHead(429, { "retry-after": date() }).end();
    await using server = await startScripted({ status: 503, headers: { "retry-after": "2" } }, dated, OK);
    await createClient({ uri: server.uri }).runs.get({ run_id });
    const [first, second, third] = server.received.map(({ time }) => time);
    assert.ok((second ?? 0) - (first ?? 0) >= 1990);
    // A date has whole seconds.
    assert.ok((third ?? 0) - (second ?? 0) >= 1490);
  });

  test("gives up at once when Retry-After is too long", async () => {
    await using server = await startScripted({ status: 503, headers: { "retry-after": "3600" } });
    await assert.rejects(createClient({ uri: server.uri }).runs.get({ run_id }), { code: "TEMPORARILY_UNAVAILABLE" });
    assert.equal(server.received.length, 1);
  });

  test("retries are as many as the client or the call says", async () => {
    await using server = await startScripted({ status: 503 });
    const client = createClient({ uri: server.uri, retries: 2 });
    await assert.rejects(client.runs.get({ run_id }), { code: "TEMPORARILY_UNAVAILABLE" });
    assert.equal(server.received.length, 3);
    await assert.rejects(client.runs.get({ run_id }, { retries: 0 }), { code: "TEMPORARILY_UNAVAILABLE" });
    assert.equal(server.received.length, 4);
  });

  test("a stream is sent once, bytes again", async () => {
    await using server = await startScripted({ status: 503 }, { status: 503 }, { status: 200 });
    const client = createClient({ uri: server.uri });
    const content = new Blob(["abc"]);
    await assert.rejects(
      client.artifacts.uploadProxied({ artifact_path: "a", content: content.stream() }),
      MillraceError,
    );
    assert.equal(server.received.length, 1);
    await client.artifacts.uploadProxied({ artifact_path: "a", content: new TextEncoder().encode("abc") });
    assert.deepEqual(
      server.received.map(({ body }) => body),
      ["abc", "abc", "abc"],
    );
  });

  test("a silent server is left after the time limit", async () => {
    await using server = await startScripted(silence);
    // Counted on this side: a request that is given up at once need not have arrived.
    let tries = 0;
    const counted = (request: Request): Promise<Response> => {
      tries += 1;
      return fetch(request);
    };
    const client = createClient({ uri: server.uri, retries: 0, timeoutMs: 50, fetch: counted });
    await assert.rejects(client.runs.get({ run_id }), { code: "TEMPORARILY_UNAVAILABLE" });
    await assert.rejects(client.runs.get({ run_id }, { timeoutMs: 60, retries: 1 }), /60 ms/);
    assert.equal(tries, 3);
  });

  test("an upload may take long while it moves", async () => {
    await using server = await startScripted({ status: 200 });
    const slow = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await sleep(150);
        sent += 1;
        if (sent < 20) controller.enqueue(new Uint8Array(10));
        else controller.close();
      },
    });
    let sent = 0;
    const client = createClient({ uri: server.uri, timeoutMs: 2000 });
    await client.artifacts.uploadProxied({ artifact_path: "a", content: slow });
    assert.equal(server.received[0]?.body.length, 190);
  });

  test("an upload that stalls is left after the time limit", async () => {
    await using server = await startScripted({ status: 200 });
    const client = createClient({ uri: server.uri, timeoutMs: 50 });
    const content = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
    const call = client.artifacts.uploadProxied({ artifact_path: "a", content });
    await assert.rejects(call, { code: "TEMPORARILY_UNAVAILABLE" });
  });

  test("an answer that stalls is left after the time limit", async () => {
    const stall: Step = (_, response) => void response.writeHead(200, { "content-length": 10 }).write("{");
    await using server = await startScripted(stall);
    const client = createClient({ uri: server.uri, retries: 0, timeoutMs: 2000 });
    await assert.rejects(client.runs.get({ run_id }), { code: "TEMPORARILY_UNAVAILABLE" });
    const { body } = await client.artifacts.downloadProxied({ artifact_path: "a" });
    await assert.rejects(new Response(body).text(), { code: "TEMPORARILY_UNAVAILABLE" });
  });

  test("a download whose connection is lost ends in an error", async () => {
    const cut: Step = (_, response) => {
      response.writeHead(200, { "content-length": 10 });
      response.write("abc", () => response.destroy());
    };
    await using server = await startScripted(cut);
    const { body } = await createClient({ uri: server.uri }).artifacts.downloadProxied({ artifact_path: "a" });
    await assert.rejects(new Response(body).text(), { code: "TEMPORARILY_UNAVAILABLE" });
  });

  test("a signal ends a call with its own reason: before, in a try, between tries, and in a download", async () => {
    const reason = new Error("enough");
    await using server = await startScripted(silence);
    const client = createClient({ uri: server.uri });
    await assert.rejects(client.runs.get({ run_id }, { signal: AbortSignal.abort(reason) }), reason);
    const during = new AbortController();
    setTimeout(() => during.abort(reason), 20);
    await assert.rejects(client.runs.get({ run_id }, { signal: during.signal }), reason);

    const between = new AbortController();
    const later: Step = (_, response) => {
      response.writeHead(503, { "retry-after": "60" }).end(() => setTimeout(() => between.abort(reason), 50));
    };
    await using busy = await startScripted(later);
    const call = createClient({ uri: busy.uri }).runs.get({ run_id }, { signal: between.signal });
    await assert.rejects(call, reason);
    assert.equal(busy.received.length, 1);

    const endless: Step = (_, response) => void response.writeHead(200).write("abc");
    await using source = await startScripted(endless);
    const reading = new AbortController();
    const { body } = await createClient({ uri: source.uri }).artifacts.downloadProxied(
      { artifact_path: "a" },
      { signal: reading.signal },
    );
    const reader = body.getReader();
    assert.equal((await reader.read()).done, false);
    reading.abort(reason);
    await assert.rejects(reader.read(), reason);
  });
});
