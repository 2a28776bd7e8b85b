import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { createClient } from "millrace/client";
import { tempDir } from "@millrace/testkit";
import { startScripted } from "../client/support/scripted-server.ts";
import { downloadArtifacts, openPlace, walkArtifacts } from "../../src/artifacts/index.ts";

/** A server whose listings are all the same, and whose files all hold "x". */
function serverThatLists(files: readonly object[]) {
  const asked: string[] = [];
  const client = createClient({
    uri: "http://tracking.example",
    username: "ann",
    password: "secret",
    retries: 0,
    async fetch(request) {
      const { host, pathname, search } = new URL(request.url);
      asked.push(`${host} ${request.headers.get("authorization") ?? "-"}`);
      return pathname.endsWith("/artifacts") && search !== "" ? Response.json({ files }) : new Response("x");
    },
  });
  return { client, asked };
}

test("nothing is written where a server's listing would lead out of the folder", async () => {
  for (const bad of ["../x", "..", ".", "", "/x", "a/../../x", "a//x", "..\\x", "x\0", "a\nb"]) {
    const { client } = serverThatLists([{ path: bad, is_dir: false, file_size: 1 }]);
    const folder = tempDir();
    const place = await openPlace(client, "mlflow-artifacts:/run");
    await assert.rejects(
      downloadArtifacts(place, "", folder),
      { code: "INVALID_PARAMETER_VALUE" },
      JSON.stringify(bad),
    );
    assert.deepEqual(await readdir(folder), []);
  }
});

test("a folder that holds itself does not go on without end", async () => {
  const { client, asked } = serverThatLists([{ path: "again", is_dir: true }]);
  const place = await openPlace(client, "mlflow-artifacts:/run");
  await assert.rejects(Array.fromAsync(walkArtifacts(place)), { code: "INVALID_PARAMETER_VALUE" });
  assert.ok(asked.length < 300);
});

test("a place is only what its URI says", async () => {
  const { client } = serverThatLists([]);
  for (const bad of [
    "mlflow-artifacts:",
    "mlflow-artifacts:run",
    "mlflow-artifacts:/../run",
    "mlflow-artifacts:/a/%2e%2e/b",
    "mlflow-artifacts://user:password@host/run",
    "ftp://host/run",
    "file://host/run",
  ]) {
    await assert.rejects(openPlace(client, bad), { code: "INVALID_PARAMETER_VALUE" }, bad);
  }
});

test("another server that a URI names gets no credentials", async () => {
  await using other = await startScripted({ status: 200, body: '{"files": [{"path": "x", "is_dir": false}]}' });
  const { client, asked } = serverThatLists([]);
  const place = await openPlace(client, `mlflow-artifacts://${new URL(other.uri).host}/run`);
  assert.deepEqual(await Array.fromAsync(place.list("")), [{ path: "x", isDir: false, size: 0 }]);
  assert.equal(other.received[0]?.headers.authorization, undefined);
  assert.deepEqual(asked, []);
});
