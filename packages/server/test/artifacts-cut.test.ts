import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readlinkSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { call } from "@millrace/testkit";
import { beginUpload, PROXY, put, read, sendRaw, startArtifactServer } from "./support/artifacts.ts";

const { url, destination } = await startArtifactServer();

/** Every file with content in the destination, whatever its name. */
function files(): string[] {
  return readdirSync(destination, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(destination, path.join(entry.parentPath, entry.name)))
    .sort();
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}

/** How many uploads and downloads of the proxy ended with a status. */
async function ended(verb: string, status: number): Promise<number> {
  const { text } = await call(url, "GET", "/metrics");
  const line = new RegExp(`endpoint="artifacts.${verb}",status="${status}"} (\\d+)`).exec(text);
  return Number(line?.[1] ?? 0);
}

describe("an upload whose client goes away", { timeout: 30_000 }, () => {
  for (const [how, headers] of [
    ["with a length", { "content-length": 3_000_000 }],
    ["in chunks", {}],
  ] as const) {
    it(`${how} leaves nothing, and the next one works`, async () => {
      const before = await ended("uploadProxied", 499);
      const request = beginUpload(url, "cut/new.bin", headers);
      request.write(Buffer.alloc(1_000_000, 1));
      await sleep(50);
      assert.match(await read(url, "cut/new.bin"), /^404 /);
      request.destroy();
      await until(async () => (await ended("uploadProxied", 499)) > before);
      assert.match(await read(url, "cut/new.bin"), /^404 /);
      assert.deepEqual(files(), []);
      assert.equal(await put(url, "cut/new.bin", "whole"), 200);
      assert.equal(await read(url, "cut/new.bin"), "200 whole");
      await call(url, "DELETE", `${PROXY}/cut`);
    });
  }

  it("leaves the older file as it was", async () => {
    await put(url, "cut/old.bin", "older");
    const before = await ended("uploadProxied", 499);
    const request = beginUpload(url, "cut/old.bin", { "content-length": 3_000_000 });
    request.write(Buffer.alloc(1_000_000, 1));
    await sleep(50);
    request.destroy();
    await until(async () => (await ended("uploadProxied", 499)) > before);
    assert.equal(await read(url, "cut/old.bin"), "200 older");
    assert.deepEqual(files(), ["cut/old.bin"]);
  });
});

describe("an upload that is refused", () => {
  it("is read to its end, so that the client sees why", async () => {
    const body = "x".repeat(5_000_000);
    assert.match(await sendRaw(url, "PUT", `${PROXY}/../x`, body), /^HTTP\/1.1 400 /);
    assert.equal(await put(url, "cut/old.bin/below", body), 400);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 3; count += 1) {
      const request = http.request(`${url}${PROXY}/cut/`, { method: "PUT", agent });
      const [response] = (await once(request.end(body), "response")) as [http.IncomingMessage];
      assert.equal(response.resume().statusCode, 400);
      await once(response, "end");
    }
    agent.destroy();
  });

  it("may not be compressed", async () => {
    const request = beginUpload(url, "cut/zipped", { "content-encoding": "gzip", "content-length": 1 });
    const [response] = (await once(request.end("x"), "response")) as [http.IncomingMessage];
    assert.equal(response.resume().statusCode, 400);
  });
});

describe("a download whose client goes away", { timeout: 30_000 }, () => {
  it("closes the file", { skip: process.platform !== "linux" && "needs /proc" }, async () => {
    await put(url, "cut/large.bin", new Uint8Array(50_000_000));
    const isOpen = (): boolean => readdirSync("/proc/self/fd").some((fd) => linkOf(fd).endsWith("cut/large.bin"));
    const request = http.get(`${url}${PROXY}/cut/large.bin`, { agent: false });
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    await once(response, "data");
    response.pause();
    await until(isOpen);
    request.destroy();
    await until(() => !isOpen());
  });
});

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return "";
  }
}
