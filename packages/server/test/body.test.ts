import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import { MillraceError } from "@millrace/contract";
import { BodyReader } from "../src/http/body.ts";

const LIMIT = 100_000;

describe("BodyReader", async () => {
  const bodies = new BodyReader(LIMIT);
  const server = http.createServer((request, response) => {
    bodies.read(request).then(
      (text) => response.end(text.slice(0, 5)),
      (error: unknown) => response.writeHead(MillraceError.from(error).status).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.close());
  // A server on a TCP port has an address of this form.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** Opens a request and sends a part of its body. */
  const begin = (bytes: number): http.ClientRequest => {
    const request = http.request(url, { method: "POST", agent: false });
    request.on("error", () => undefined);
    request.write("x".repeat(bytes));
    return request;
  };
  const statusOf = async (request: http.ClientRequest): Promise<number | undefined> => {
    const [response] = (await once(request.end(), "response")) as [http.IncomingMessage];
    response.resume();
    return response.statusCode;
  };

  it("reads bodies up to the limit", async () => {
    assert.equal(await statusOf(begin(LIMIT)), 200);
    assert.equal(await statusOf(begin(LIMIT + 1)), 413);
  });

  it(
    "refuses more when many clients hold large bodies, and takes them again when those are gone",
    { timeout: 30_000 },
    async () => {
      const holders = Array.from({ length: 9 }, () => begin(LIMIT * 0.95));
      while ((await statusOf(begin(LIMIT))) !== 503);
      for (const holder of holders) holder.destroy();
      while ((await statusOf(begin(LIMIT))) !== 200);
      for (let count = 0; count < 20; count += 1) assert.equal(await statusOf(begin(LIMIT)), 200);
    },
  );
});
