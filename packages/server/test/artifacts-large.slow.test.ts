import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { finished } from "node:stream/promises";
import { describe, it } from "node:test";
import { startMillrace, tempDir } from "@millrace/testkit";
import { beginUpload, PROXY } from "./support/artifacts.ts";

const MEBIBYTE = 1024 * 1024;
const SIZE_MIB = 300;
/** What a stream may add to the server's memory, in KiB. */
const MOST_KIB = 100 * 1024;

describe("a large file", { skip: process.platform !== "linux" && "needs /proc", timeout: 300_000 }, () => {
  it("goes through the server without filling its memory, also when a client is slow to take it", async () => {
    const folder = tempDir();
    const server = await startMillrace({ folder, args: ["--artifacts-destination", path.join(folder, "destination")] });
    const highest = (): number =>
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]);
    const before = highest();
    const part = Buffer.alloc(MEBIBYTE, "x");

    const request = beginUpload(server.url, "large/file.bin", { "content-length": SIZE_MIB * MEBIBYTE });
    for (let sent = 0; sent < SIZE_MIB; sent += 1) {
      if (!request.write(part)) await new Promise((resolve) => request.once("drain", resolve));
    }
    const answer = new Promise<http.IncomingMessage>((resolve) => request.end().once("response", resolve));
    assert.equal((await answer).resume().statusCode, 200);
    assert.equal(statSync(path.join(folder, "destination/large/file.bin")).size, SIZE_MIB * MEBIBYTE);

    let received = 0;
    const response = await new Promise<http.IncomingMessage>((resolve) => {
      http.get(`${server.url}${PROXY}/large/file.bin`, { agent: false }, resolve);
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    response.on("data", (chunk: Buffer) => (received += chunk.length));
    await finished(response);
    assert.equal(received, SIZE_MIB * MEBIBYTE);
    const grown = highest() - before;
    await server.stop();
    assert.ok(grown < MOST_KIB, `the server took ${Math.round(grown / 1024)} MiB more`);
  });
});
