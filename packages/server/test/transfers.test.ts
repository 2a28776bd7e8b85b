import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Download } from "@millrace/contract";
import { clientErrorHandler } from "../src/http/client-error.ts";
import { sendDownload } from "../src/http/download.ts";
import { Transfers } from "../src/http/transfers.ts";

const IDLE_MS = 400;
const transfers = new Transfers(IDLE_MS);
const LIMITS = { requestTimeout: 300, headersTimeout: 300, connectionsCheckingInterval: 50 };

/** Starts a server that counts the bytes of uploads and notes how they end. */
async function startServer(): Promise<{ url: string; ends: string[] }> {
  const ends: string[] = [];
  const server = http.createServer(LIMITS, (request, response) => {
    if (request.url === "/plain") return void request.resume();
    void count(transfers.receive(request, response).stream).then((end) => {
      ends.push(end);
      response.end(end);
    });
  });
  server.on("clientError", clientErrorHandler(transfers)).listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.close().closeAllConnections());
  // A server on a TCP port has an address of this form.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ends };
}

async function count(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let bytes = 0;
  try {
    for await (const chunk of stream) bytes += chunk.length;
    return `all ${bytes}`;
  } catch {
    return "cut";
  }
}

function begin(url: string): http.ClientRequest {
  const request = http.request(url, { method: "PUT", agent: false });
  request.write("a");
  return request.on("error", () => undefined);
}

describe("an upload", async () => {
  const { url, ends } = await startServer();

  it("takes longer than a request may, as long as it moves", async () => {
    const request = begin(url);
    for (let part = 0; part < 8; part += 1) {
      await sleep(IDLE_MS / 4);
      request.write("b");
    }
    const [response] = (await once(request.end(), "response")) as [http.IncomingMessage];
    assert.equal((await response.setEncoding("utf8").toArray()).join(""), "all 9");
    ends.pop();
  });

  it("is cut off when it stalls", async () => {
    const request = begin(url);
    await new Promise((resolve) => request.once("close", resolve));
    while (ends.length === 0) await sleep(10);
    assert.deepEqual(ends, ["cut"]);
  });

  it("is the only request that may take so long", async () => {
    const [response] = (await once(begin(`${url}/plain`), "response")) as [http.IncomingMessage];
    assert.equal(response.statusCode, 408);
  });

  it("leaves the connection usable when its reader stops early", async () => {
    const server = http.createServer((request, response) => {
      void (async () => {
        for await (const _ of transfers.receive(request, response).stream) break;
        await new Promise((resolve) => request.once("end", resolve).resume());
        response.end("refused");
      })();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    after(() => server.close());
    const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await fetch(place, { method: "PUT", body: new Uint8Array(5_000_000) });
    assert.equal(await answer.text(), "refused");
  });
});

describe("a download", () => {
  /** Serves a download and gives what a client sees of it. */
  async function seen(download: Download): Promise<string> {
    const server = http.createServer((request, response) => {
      sendDownload(request, response, [], download).catch(() => {
        if (response.headersSent) response.destroy();
        else response.writeHead(503).end();
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    try {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      return `${answer.status} ${await answer.text()}`;
    } catch (error) {
      return error instanceof TypeError ? "cut" : String(error);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  async function* chunks(...parts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) {
      await sleep(1);
      if (part instanceof Error) throw part;
      yield Buffer.from(part);
    }
  }

  const head = { contentType: "text/plain", size: 4 };

  it("is sent in chunks", async () => {
    assert.equal(await seen(new Download(head, () => chunks("ab", "cd"))), "200 abcd");
    assert.equal(await seen(new Download({ contentType: "text/plain" }, () => chunks("ab", "cd"))), "200 abcd");
    assert.equal(await seen(new Download({ ...head, size: 0 }, () => chunks())), "200 ");
  });

  it("that can't begin is an error as any other", async () => {
    assert.equal(await seen(new Download(head, () => chunks(new Error("gone")))), "503 ");
  });

  it("that breaks, or has another size than it had, is cut, so that nobody takes it for the whole", async () => {
    assert.equal(await seen(new Download(head, () => chunks("ab", new Error("broken")))), "cut");
    assert.equal(await seen(new Download({ contentType: "a/b" }, () => chunks("ab", new Error("broken")))), "cut");
    assert.equal(await seen(new Download(head, () => chunks("ab"))), "cut");
    assert.equal(await seen(new Download(head, () => chunks("ab", "cde"))), "cut");
  });
});
