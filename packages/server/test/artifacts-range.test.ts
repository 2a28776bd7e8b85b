import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PROXY, put, startArtifactServer } from "./support/artifacts.ts";
import { send, type TextAnswer } from "./support/server.ts";

const { url } = await startArtifactServer();
const CONTENT = "hello world";
await put(url, "range/a.txt", CONTENT);
await put(url, "range/empty", "");

function get(headers: Record<string, string>, method = "GET", file = "range/a.txt"): Promise<TextAnswer> {
  return send(url, { method, path: `${PROXY}/${file}`, headers });
}

describe("ranges of a file", () => {
  it("come as asked, cut to the file's end", async () => {
    for (const [range, part, place] of [
      ["bytes=0-3", "hell", "0-3"],
      ["bytes=2-", "llo world", "2-10"],
      ["bytes=-3", "rld", "8-10"],
      ["bytes=0-99", CONTENT, "0-10"],
      ["bytes=-99", CONTENT, "0-10"],
      ["bytes=10-10", "d", "10-10"],
      ["BYTES = 1 - 2", "el", "1-2"],
    ] as const) {
      const { status, text, headers } = await get({ range });
      assert.deepEqual(
        [status, text, headers["content-range"], headers["content-length"]],
        [206, part, `bytes ${place}/11`, String(part.length)],
        range,
      );
    }
  });

  it("that the file does not have are refused", async () => {
    for (const range of ["bytes=11-", "bytes=99-100", "bytes=-0", "bytes=99999999999999999999-"]) {
      const { status, headers, text } = await get({ range });
      assert.deepEqual([status, headers["content-range"], text], [416, "bytes */11", ""], range);
    }
    assert.equal((await get({ range: "bytes=0-" }, "GET", "range/empty")).status, 416);
  });

  it("that are none, or several, give the whole", async () => {
    for (const range of ["bytes=abc", "items=0-1", "bytes=5-2", "bytes=0-1,3-4", "bytes=-", ""]) {
      const { status, text, headers } = await get({ range });
      assert.deepEqual([status, text, headers["accept-ranges"]], [200, CONTENT, "bytes"], range);
    }
  });

  it("hold only while the file is the one that the client knows", async () => {
    const { etag = "", "last-modified": modified = "" } = (await get({})).headers;
    const range = "bytes=0-3";
    assert.equal((await get({ range, "if-range": etag })).status, 206);
    assert.equal((await get({ range, "if-range": modified })).status, 206);
    assert.equal((await get({ range, "if-range": '"other"' })).text, CONTENT);
    assert.equal((await get({ range, "if-range": "Thu, 01 Jan 1970 00:00:00 GMT" })).text, CONTENT);
  });
});

describe("a file that the client has", () => {
  it("is not sent again", async () => {
    const { headers } = await get({});
    const { etag = "", "last-modified": modified = "" } = headers;
    for (const condition of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const answer = await get({ "if-none-match": condition });
      assert.deepEqual([answer.status, answer.text, answer.headers.etag], [304, "", etag], condition);
    }
    assert.equal((await get({ "if-modified-since": modified })).status, 304);
    assert.equal((await get({ "if-none-match": '"x"', "if-modified-since": modified })).status, 200);
    assert.equal((await get({ "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT" })).status, 200);
    assert.equal((await get({ "if-modified-since": "soon" })).status, 200);
  });

  it("is sent again once it changed", async () => {
    await put(url, "range/b.txt", "one");
    const { etag = "" } = (await get({}, "GET", "range/b.txt")).headers;
    await put(url, "range/b.txt", "two");
    const answer = await get({ "if-none-match": etag }, "GET", "range/b.txt");
    assert.deepEqual([answer.status, answer.text], [200, "two"]);
  });
});

describe("HEAD", () => {
  it("tells of a file without sending it", async () => {
    const { status, text, headers } = await get({}, "HEAD");
    assert.deepEqual([status, text, headers["content-length"]], [200, "", "11"]);
    assert.equal(headers.etag, (await get({})).headers.etag);
    assert.equal((await get({ range: "bytes=0-1" }, "HEAD")).status, 200);
    assert.equal((await get({ "if-none-match": headers.etag ?? "" }, "HEAD")).status, 304);
    assert.equal((await get({}, "HEAD", "range/none")).status, 404);
  });
});
