import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { call, pickString, tempDir } from "@millrace/testkit";
import { folderIn } from "../src/handlers/artifacts/inside.ts";
import { put, startArtifactServer } from "./support/artifacts.ts";
import { API, newRun } from "./support/server.ts";

const { url } = await startArtifactServer();
await call(url, "POST", `${API}/registered-models/create`, { name: "m" });

async function newVersion(server: string, body: object): Promise<string> {
  const created = await call(server, "POST", `${API}/model-versions/create`, { name: "m", ...body });
  return pickString(created.body, "model_version", "version");
}

function get(server: string, version: string, file: string): ReturnType<typeof call> {
  return call(server, "GET", `/model-versions/get-artifact?name=m&version=${version}&path=${file}`);
}

describe("the files of a model version", () => {
  it("are those of its run", async () => {
    const { run, experiment } = await newRun(url);
    await put(url, `${experiment}/${run}/artifacts/model/MLmodel`, "from the run");
    for (const source of [`mlflow-artifacts:/${experiment}/${run}/artifacts/model`, `runs:/${run}/model`]) {
      const version = await newVersion(url, { source, run_id: run });
      assert.equal((await get(url, version, "MLmodel")).text, "from the run", source);
      assert.equal((await get(url, version, "none")).status, 404);
      assert.equal((await get(url, version, "")).status, 400);
      assert.equal((await get(url, version, "../model/MLmodel")).status, 400);
    }
  });

  it("are those of its logged model", async () => {
    const { run, experiment } = await newRun(url);
    const created = await call(url, "POST", `${API}/logged-models`, {
      experiment_id: experiment,
      name: "named",
      source_run_id: run,
    });
    const model = pickString(created.body, "model", "info", "model_id");
    await put(url, `${experiment}/models/${model}/artifacts/MLmodel`, "from the model");
    for (const body of [
      { source: `models:/${model}`, model_id: model },
      { source: `runs:/${run}/named`, run_id: run },
    ]) {
      const version = await newVersion(url, body);
      assert.equal((await get(url, version, "MLmodel")).text, "from the model", body.source);
    }
  });

  it("are read from nowhere else, unless the operator allows it", async () => {
    const elsewhere = tempDir();
    writeFileSync(path.join(elsewhere, "MLmodel"), "from elsewhere");
    const version = await newVersion(url, { source: "s3://bucket/elsewhere" });
    const refused = await get(url, version, "MLmodel");
    assert.equal(refused.status, 403);
    assert.match(refused.text, /--allowed-artifact-roots/);
    assert.deepEqual(folderIn(path.join(elsewhere, "a/b"), ["/other", elsewhere]), { root: elsewhere, folder: "a/b" });
  });

  it("are asked for by a number", async () => {
    for (const [query, status] of [
      ["name=m&version=x&path=a", 400],
      ["name=m&path=a", 400],
      ["version=1&path=a", 400],
      ["name=m&version=1", 400],
      ["name=m&version=999&path=a", 404],
      ["name=none&version=1&path=a", 404],
    ] as const) {
      assert.equal((await call(url, "GET", `/model-versions/get-artifact?${query}`)).status, status, query);
    }
  });
});

describe("folderIn", () => {
  it("finds the root that a folder lies in", () => {
    for (const [uri, root, folder] of [
      ["/a/b/c", "/a/b", "c"],
      ["/a/b", "/a/b/", ""],
      ["file:///a/b/c", "/a/b", "c"],
      ["/a/b/c", "file:///a", "b/c"],
      ["s3://bucket/x/y/", "S3://bucket/x", "y"],
      ["s3://bucket/x/y?r=1", "s3://bucket/x?r=1", "y"],
      ["mlflow-artifacts:/1/r/artifacts/m", "mlflow-artifacts:/1/r/artifacts", "m"],
    ] as const) {
      assert.deepEqual(folderIn(uri, ["/none", root]), { root, folder }, uri);
    }
  });

  it("takes no neighbour for one", () => {
    for (const uri of ["/a/bc", "/a", "/", "s3://bucket/a/b", "s3://bucket2/x", "mlflow-artifacts:/1/r/artifacts2"]) {
      assert.equal(folderIn(uri, ["/a/b", "s3://bucket/x", "mlflow-artifacts:/1/r/artifacts"]), undefined, uri);
    }
  });

  it("refuses ways that lead out of it", () => {
    for (const uri of ["/a/b/../c", "/a/b/%2e%2e/c", "/a/b/c#/..", "file:///a/b/%252e%252e/c", "/a/b//etc"]) {
      assert.throws(() => folderIn(uri, ["/a/b"]), { code: "INVALID_PARAMETER_VALUE" }, uri);
    }
  });
});
