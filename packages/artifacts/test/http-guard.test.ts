import assert from "node:assert/strict";
import { test } from "node:test";
import { openArtifactStore, type HttpSettings } from "@millrace/artifacts";
import { readAll, readText } from "./support/bytes.ts";
import { refused } from "./support/refused.ts";
import { startWeb } from "./support/web-server.ts";

const NOT_PUBLIC = [
  "127.0.0.1",
  "127.1",
  "localhost",
  "0.0.0.0",
  "0",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "017700000001",
  "0177.0.0.1",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.0.1",
  "169.254.169.254",
  "100.64.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[fe80::1]",
  "[fc00::1]",
  "[fd12:3456::1]",
  "[ff02::1]",
  "[2002:7f00:1::]",
  "[2001:0:7f00:1::]",
  "[2001:db8::1]",
  "①②⑦.⓪.⓪.①",
];

async function ask(host: string, http: HttpSettings = {}): Promise<string> {
  return readText(await openArtifactStore(`http://${host}/folder`, { localRoots: [], http }), "file");
}

test("asks no address that is not public, in any spelling", async () => {
  for (const host of NOT_PUBLIC) {
    await refused(() => ask(host), "PERMISSION_DENIED").catch((thrown: unknown) => {
      throw new Error(host, { cause: thrown });
    });
  }
});

test("asks a private host that the operator allows, by name and port or by name", async () => {
  const { host, stop } = await startWeb((_, response) => response.end("text"));
  const [name = ""] = host.split(":");
  assert.equal(await ask(host, { allowedHosts: [host] }), "text");
  assert.equal(await ask(host, { allowedHosts: [name] }), "text");
  await refused(() => ask(host, { allowedHosts: [`${name}:1`] }), "PERMISSION_DENIED");
  await stop();
});

test("follows no redirect", async () => {
  let asked = 0;
  const target = await startWeb((_, response) => {
    asked += 1;
    response.end("secret");
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const { host, stop } = await startWeb((_, response) => {
      response.writeHead(status, { location: `http://${target.host}/` }).end("a body");
    });
    const store = await openArtifactStore(`http://${host}/`, { localRoots: [], http: { allowedHosts: [host] } });
    await refused(() => readAll(store, "file"), "INVALID_PARAMETER_VALUE");
    await refused(() => store.stat("file"), "INVALID_PARAMETER_VALUE");
    await stop();
  }
  await target.stop();
  assert.equal(asked, 0);
});

test("stops at the largest size and at silence", async () => {
  const { host, stop } = await startWeb(({ url }, response) => {
    response.write("x".repeat(2000));
    if (url !== "/folder/file") response.end();
  });
  const store = await openArtifactStore(`http://${host}/folder`, {
    localRoots: [],
    http: { allowedHosts: [host], maxBytes: 1000 },
  });
  await refused(() => readAll(store, "large"), "INVALID_PARAMETER_VALUE");
  await refused(() => ask(host, { allowedHosts: [host], timeoutMs: 200 }), "TEMPORARILY_UNAVAILABLE");
  await stop();
});

test("says what a web server can't do or does not do", async () => {
  const statuses = new Map([
    [401, "PERMISSION_DENIED"],
    [403, "PERMISSION_DENIED"],
    [404, "RESOURCE_DOES_NOT_EXIST"],
    [500, "TEMPORARILY_UNAVAILABLE"],
    [503, "TEMPORARILY_UNAVAILABLE"],
  ] as const);
  const { host, stop } = await startWeb(({ url = "" }, response) => response.writeHead(Number(url.slice(1))).end());
  const store = await openArtifactStore(`http://${host}`, { localRoots: [], http: { allowedHosts: [host] } });
  for (const [status, code] of statuses) await refused(() => readAll(store, `${status}`), code);
  await refused(() => Array.fromAsync(store.list("")), "NOT_IMPLEMENTED");
  await refused(() => Array.fromAsync(store.walk("")), "NOT_IMPLEMENTED");
  await refused(() => store.write("x", (async function* () {})()), "NOT_IMPLEMENTED");
  await refused(() => store.delete("x"), "NOT_IMPLEMENTED");
  await stop();
  await refused(() => readAll(store, "200"), "TEMPORARILY_UNAVAILABLE");
});

test("sends the name of a file so that it names the same file again", async () => {
  const { host, stop } = await startWeb(({ url = "" }, response) => response.end(decodeURIComponent(url)));
  const store = await openArtifactStore(`http://${host}/a%20b`, { localRoots: [], http: { allowedHosts: [host] } });
  assert.equal(await readText(store, "50%20off?;x.txt"), "/a b/50%20off?;x.txt");
  await stop();
});
