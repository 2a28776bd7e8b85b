import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { call, pickString, tempDir } from "@millrace/testkit";
import { entryName } from "../src/handlers/artifacts/zip.ts";
import { put, startArtifactServer } from "./support/artifacts.ts";
import { API, newRun, send } from "./support/server.ts";

const ARCHIVE = "/api/millrace/v1/artifacts/archive";
const { url, destination } = await startArtifactServer();
const { run, experiment } = await newRun(url);
const folder = `${experiment}/${run}/artifacts`;
const LARGE = "0123456789".repeat(100_000);

const FILES: Readonly<Record<string, string>> = {
  "model/MLmodel": "flavors: {}",
  "model/data/größe é.txt": "umlauts",
  "model/data/large.csv": LARGE,
  "model/empty": "",
  "notes/readme.md": "# notes",
};
for (const [name, content] of Object.entries(FILES)) {
  mkdirSync(path.dirname(path.join(destination, folder, name)), { recursive: true });
  writeFileSync(path.join(destination, folder, name), content);
}

/** Fetches a zip file, unpacks it with another program and gives the files in it. */
async function unpacked(query: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}${ARCHIVE}?${query}`);
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "application/zip"]);
  const place = tempDir();
  writeFileSync(path.join(place, "archive.zip"), Buffer.from(await answer.arrayBuffer()));
  const script =
    "import sys, zipfile; z = zipfile.ZipFile('archive.zip'); assert z.testzip() is None; z.extractall('out')";
  const { status, stderr } = spawnSync("python3", ["-c", script], { cwd: place, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const out = path.join(place, "out");
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(out, file), readFileSync(file, "utf8")];
    }),
  );
}

function below(start: string): Record<string, string> {
  const entries = Object.entries(FILES).filter(([name]) => name.startsWith(start));
  return Object.fromEntries(entries.map(([name, content]) => [name.slice(start.length), content]));
}

describe("a folder as a zip file", () => {
  it("holds all files of a run", async () => {
    assert.deepEqual(await unpacked(`run_id=${run}`), FILES);
  });

  it("holds a folder, named after it", async () => {
    assert.deepEqual(await unpacked(`run_id=${run}&path=model`), below("model/"));
    assert.deepEqual(await unpacked(`run_id=${run}&path=model/data/`), below("model/data/"));
    const { headers } = await send(url, { method: "HEAD", path: `${ARCHIVE}?run_id=${run}&path=model/data` });
    assert.equal(headers["content-disposition"], 'attachment; filename="data.zip"');
    assert.equal(headers["accept-ranges"], undefined);
  });

  it("holds a single file", async () => {
    assert.deepEqual(await unpacked(`run_id=${run}&path=model/MLmodel`), { MLmodel: "flavors: {}" });
  });

  it("holds a logged model and a model version", async () => {
    const created = await call(url, "POST", `${API}/logged-models`, { experiment_id: experiment });
    const model = pickString(created.body, "model", "info", "model_id");
    await put(url, `${experiment}/models/${model}/artifacts/MLmodel`, "logged");
    assert.deepEqual(await unpacked(`model_id=${model}`), { MLmodel: "logged" });

    await call(url, "POST", `${API}/registered-models/create`, { name: "zipped" });
    const source = `mlflow-artifacts:/${folder}/model`;
    await call(url, "POST", `${API}/model-versions/create`, { name: "zipped", source, run_id: run });
    assert.deepEqual(await unpacked("name=zipped&version=1"), below("model/"));
    assert.deepEqual(await unpacked("name=zipped&path=data"), below("model/data/"));
  });

  it("of what is not there, or of several things, is refused", async () => {
    for (const [query, status] of [
      [`run_id=${run}&path=none`, 404],
      [`run_id=${"0".repeat(32)}`, 404],
      ["model_id=m-none", 404],
      ["name=none", 404],
      ["", 400],
      [`run_id=${run}&model_id=m-1`, 400],
    ] as const) {
      assert.equal((await call(url, "GET", `${ARCHIVE}?${query}`)).status, status, query);
    }
  });

  it("has no names that lead elsewhere on any system", () => {
    assert.equal(entryName("a/b.txt", "a"), "b.txt");
    assert.equal(entryName("a/b.txt", "a/b.txt"), "b.txt");
    assert.equal(entryName("a/..\\..\\b", "a"), "..%5C..%5Cb");
    assert.equal(entryName("C:\\x\n", ""), "C%3A%5Cx%0A");
  });
});
