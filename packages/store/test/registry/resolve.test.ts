import assert from "node:assert/strict";
import { it } from "node:test";
import { newModel } from "../support/logged-models.ts";
import { ADA, named, newModels, newVersion, PROMPT } from "../support/registry.ts";
import { onEveryDatabase, refusal, startRun } from "../support/stores.ts";

const NOT_THERE = refusal("RESOURCE_DOES_NOT_EXIST");
const REFUSED = refusal("INVALID_PARAMETER_VALUE");

onEveryDatabase("model URIs", (open) => {
  it("of registered models mean a version in every form", async (test) => {
    const store = await open(test);
    await newModels(store, "iris");
    await newVersion(store, "iris", { source: "s3://b/1" });
    await newVersion(store, "iris", { source: "s3://b/2?region=eu", tags: named("final") });
    await newVersion(store, "iris", { source: "s3://b/3", runId: "r3" });
    await store.modelVersions.transition(
      { name: "iris", version: 1 },
      { stage: "Production", archiveOthers: false },
      ADA,
    );
    await store.registeredModels.setAlias("iris", "best", 1, ADA);
    for (const [uri, version, place, canonical] of [
      ["models:/iris", "3", "s3://b/3", "models:/iris/latest"],
      ["models:iris", "3", "s3://b/3", "models:/iris/latest"],
      ["models:/iris/LATEST", "3", "s3://b/3", "models:/iris/latest"],
      ["models:/iris/1", "1", "s3://b/1", "models:/iris/1"],
      ["models:/iris/01", "1", "s3://b/1", "models:/iris/1"],
      ["models:/iris/production", "1", "s3://b/1", "models:/iris/Production"],
      ["models:/iris/None", "3", "s3://b/3", "models:/iris/None"],
      ["models:/iris@best", "1", "s3://b/1", "models:/iris@best"],
      ["models:/iris/v1", "1", "s3://b/1", "models:/iris/v1"],
      ["models:/iris/final", "2", "s3://b/2?region=eu", "models:/iris/final"],
      ["models:/iris/final/data/x.pkl", "2", "s3://b/2/data/x.pkl?region=eu", "models:/iris/final/data/x.pkl"],
    ] as const) {
      const found = await store.registry.resolve(uri);
      const run = version === "3" ? { run_id: "r3" } : {};
      const expected = { uri: canonical, kind: "model-version", artifact_uri: place, name: "iris", version, ...run };
      assert.deepEqual(found, expected, uri);
    }
    for (const uri of ["models:/none", "models:/iris/4", "models:/iris/0", "models:/iris/Staging"]) {
      await assert.rejects(store.registry.resolve(uri), NOT_THERE, uri);
    }
    for (const uri of ["models:/iris@none", "models:/iris/v4", "models:/iris/beta", "s3://b/1", "iris"]) {
      await assert.rejects(store.registry.resolve(uri), REFUSED, uri);
    }
  });

  it("of runs and logged models mean their folders", async (test) => {
    const store = await open(test);
    const run = await startRun(store);
    const model = await newModel(store, { name: "svm", sourceRunId: run });
    const root = `/artifacts/0/${run}/artifacts`;
    const place = `/artifacts/0/models/${model}/artifacts`;
    assert.deepEqual(await store.registry.resolve(`runs:/${run}/data/x`), {
      uri: `runs:/${run}/data/x`,
      kind: "run",
      run_id: run,
      artifact_uri: `${root}/data/x`,
    });
    assert.equal((await store.registry.resolve(`runs:/${run}`)).artifact_uri, root);
    assert.deepEqual(await store.registry.resolve(`runs:/${run}/svm/MLmodel`), {
      uri: `runs:/${run}/svm/MLmodel`,
      kind: "run",
      run_id: run,
      model_id: model,
      artifact_uri: `${place}/MLmodel`,
    });
    assert.deepEqual(await store.registry.resolve(`models:/${model}`), {
      uri: `models:/${model}`,
      kind: "logged-model",
      run_id: run,
      model_id: model,
      artifact_uri: place,
    });
    assert.deepEqual(await store.registry.artifactRoots({ runId: run, modelId: model }), [root, place]);
    assert.deepEqual(await store.registry.artifactRoots({ runId: "none", modelId: "" }), []);
    await store.loggedModels.delete(model);
    assert.equal((await store.registry.resolve(`runs:/${run}/svm`)).artifact_uri, `${root}/svm`);
    await assert.rejects(store.registry.resolve(`models:/${model}`), NOT_THERE);
    await assert.rejects(store.registry.resolve(`runs:/${"0".repeat(32)}/x`), NOT_THERE);
  });

  it("are followed to the place of the files, through runs and copies", async (test) => {
    const store = await open(test);
    const run = await startRun(store);
    await newModels(store, "iris", "copy", "prompt");
    await newVersion(store, "iris", { source: `runs:/${run}/model`, runId: run });
    await newVersion(store, "copy", { source: "models:/iris/1" });
    await newVersion(store, "copy", { source: "models:/copy/1" });
    for (const uri of ["models:/iris/1", "models:/copy/1", "models:/copy/latest"]) {
      const { artifact_uri: place, run_id: found } = await store.registry.resolve(uri);
      assert.deepEqual([place, found], [`/artifacts/0/${run}/artifacts/model`, run], uri);
    }
    await newVersion(store, "prompt", { source: "dummy-source", tags: PROMPT });
    await assert.rejects(store.registry.resolve("models:/prompt/1"), REFUSED);
  });
});
