import assert from "node:assert/strict";
import { test } from "node:test";
import { type ClientOptions, createClient, MillraceError } from "millrace/client";
import { freePort } from "@millrace/testkit";
import { startScripted } from "./support/scripted-server.ts";

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

/** The Authorization header that a server at an address with this userinfo gets. */
async function authorization(userinfo: string, options: Omit<ClientOptions, "uri"> = {}): Promise<string | undefined> {
  await using server = await startScripted({ status: 200 });
  const client = createClient({ uri: server.uri.replace("//", `//${userinfo}`), ...options });
  assert.equal(client.uri, server.uri);
  await client.server.info();
  return server.received[0]?.headers.authorization;
}

test("signs in by what the address and the options hold", async () => {
  assert.equal(await authorization(""), undefined);
  assert.equal(await authorization("me:p%40ss%3A@"), basic("me:p@ss:"));
  assert.equal(await authorization("me@"), basic("me:"));
  assert.equal(await authorization("me:old@", { username: "ü", password: "pä" }), basic("ü:pä"));
  assert.equal(await authorization("me:old@", { username: "a", password: "b", token: "t0k" }), "Bearer t0k");
  assert.equal(await authorization("me@", { headers: { Authorization: "Own x" } }), "Own x");
});

test("sends the headers of the client and of the call", async () => {
  await using server = await startScripted({ status: 200 });
  const client = createClient({ uri: server.uri, headers: { "x-one": "1", "x-two": "2" } });
  await client.runs.setTag({ key: "a" }, { headers: { "x-two": "3" } });
  const headers = server.received[0]?.headers ?? {};
  assert.deepEqual([headers["x-one"], headers["x-two"], headers["content-type"]], ["1", "3", "application/json"]);
});

test("never shows credentials in errors", async () => {
  const port = await freePort();
  const options: ClientOptions[] = [
    { uri: `http://me:secret@127.0.0.1:${port}` },
    { uri: `http://127.0.0.1:${port}`, token: "secret\u{1f600}" },
    { uri: `http://127.0.0.1:${port}`, token: "secret\n" },
    { uri: `http://127.0.0.1:${port}`, headers: { "x-key": "secret\n1" } },
    { uri: "http://me:secret/x@127.0.0.1:99999" },
    { uri: "ftp://me:secret@127.0.0.1" },
  ];
  for (const option of options) {
    await assert.rejects(
      async () => createClient({ ...option, retries: 0 }).server.health(),
      (error: unknown) => {
        assert.ok(error instanceof MillraceError);
        assert.doesNotMatch(`${error.stack} ${String(error.cause)}`, /secret/);
        return true;
      },
    );
  }
});

test("refuses addresses that are none", () => {
  for (const uri of ["", "localhost:5000", "file:///tmp", "sqlite:///x.db", "http://"]) {
    assert.throws(() => createClient({ uri }), { code: "INVALID_PARAMETER_VALUE" });
  }
});
