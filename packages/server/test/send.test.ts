import assert from "node:assert/strict";
import { once } from "node:events";
import http, { type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import { sendChunks } from "../src/http/send.ts";

/** A server that answers with `sendChunks` and keeps what that came to. */
async function serve(chunks: () => AsyncIterable<string>): Promise<{ url: string; outcome: Promise<unknown> }> {
  const { promise: outcome, resolve } = Promise.withResolvers<unknown>();
  const answer = (_request: unknown, response: ServerResponse): void => {
    sendChunks(response, 200, ["Content-Type", "text/plain"], chunks()).then(
      () => resolve("sent"),
      (error: unknown) => {
        if (!response.headersSent) response.writeHead(500).end();
        resolve(error);
      },
    );
  };
  const server = http.createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.close());
  // A server on a TCP port has an address of this form.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, outcome };
}

async function* of(...chunks: string[]): AsyncGenerator<string> {
  yield* chunks;
}

/** More than what is held back to be sent as a whole. */
const LONG = "ö".repeat(70_000);

describe("sendChunks", () => {
  it("sends a short answer with its length and a long one without", async () => {
    const one = await fetch((await serve(() => of("grö", "ße"))).url);
    assert.deepEqual([one.headers.get("content-length"), await one.text()], ["7", "größe"]);
    const none = await fetch((await serve(() => of())).url);
    assert.deepEqual([none.headers.get("content-length"), await none.text()], ["0", ""]);
    const many = await fetch((await serve(() => of("a", LONG, "c"))).url);
    assert.deepEqual([many.headers.get("content-length"), await many.text()], [null, `a${LONG}c`]);
  });

  it("makes chunks no faster than they are read", async () => {
    let made = 0;
    const { url } = await serve(async function* () {
      for (made = 0; made < 2000; made += 1) yield "x".repeat(64 * 1024);
    });
    const response = await new Promise<http.IncomingMessage>((resolve) => http.get(url, resolve));
    await once(response, "readable");
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.ok(made < 1000, `${made} chunks were made for a client that reads none`);
    let length = 0;
    for await (const chunk of response) length += (chunk as Buffer).length;
    assert.equal(length, 2000 * 64 * 1024);
  });

  it("fails in a short answer without having sent anything", async () => {
    const failure = new Error("no");
    const { url, outcome } = await serve(async function* () {
      yield "a";
      throw failure;
    });
    assert.equal((await fetch(url)).status, 500);
    assert.equal(await outcome, failure);
  });

  it("cuts the connection when a later chunk fails", async () => {
    const failure = new Error("no");
    const { url, outcome } = await serve(async function* () {
      yield LONG;
      throw failure;
    });
    const response = await fetch(url);
    await assert.rejects(response.text());
    assert.equal(await outcome, failure);
  });

  it("ends the chunks when the client goes away", async () => {
    const ended = Promise.withResolvers<void>();
    const { url, outcome } = await serve(async function* () {
      try {
        for (;;) yield "x".repeat(64 * 1024);
      } finally {
        ended.resolve();
      }
    });
    const request = http.get(url, (response) => response.once("data", () => request.destroy()));
    request.on("error", () => undefined);
    await ended.promise;
    assert.equal(await outcome, "sent");
  });
});
