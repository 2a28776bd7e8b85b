import assert from "node:assert/strict";
import { it } from "node:test";
import type { ModelVersion } from "@millrace/contract";
import type { Store } from "@millrace/store";
import { newModel, readModel } from "../support/logged-models.ts";
import { ADA, named, newModels, newVersion, PROMPT } from "../support/registry.ts";
import { onEveryDatabase, refusal, startRun } from "../support/stores.ts";

const NOT_THERE = refusal("RESOURCE_DOES_NOT_EXIST");
const REFUSED = refusal("INVALID_PARAMETER_VALUE");

onEveryDatabase("model versions", (open) => {
  it("count from 1, keep what they were made with and are ready at once", async (test) => {
    const store = await open(test);
    await newModels(store, "iris");
    const first = await newVersion(store, "iris", { runId: "any text", tags: [{ key: "k", value: "ü" }] });
    assert.equal((await newVersion(store, "iris")).version, "2");
    const { creation_timestamp: time, ...rest } = first;
    assert.deepEqual(rest, {
      name: "iris",
      version: "1",
      last_updated_timestamp: time,
      current_stage: "None",
      description: "",
      source: "s3://bucket/model",
      run_id: "any text",
      status: "READY",
      tags: [{ key: "k", value: "ü" }],
      run_link: "",
    });
    assert.deepEqual(await store.modelVersions.get({ name: "iris", version: 1 }), first);
    assert.equal((await store.registeredModels.get("iris")).latest_versions?.[0]?.version, "2");
    await assert.rejects(newVersion(store, "none"), NOT_THERE);
    for (const version of [0, -1, 3]) {
      await assert.rejects(store.modelVersions.get({ name: "iris", version }), NOT_THERE);
    }
  });

  it("never use a number again", async (test) => {
    const store = await open(test);
    await newModels(store, "iris");
    for (let index = 0; index < 2; index += 1) await newVersion(store, "iris");
    await store.modelVersions.delete({ name: "iris", version: 2 }, ADA);
    await assert.rejects(store.modelVersions.get({ name: "iris", version: 2 }), NOT_THERE);
    await assert.rejects(store.modelVersions.delete({ name: "iris", version: 2 }, ADA), NOT_THERE);
    await assert.rejects(store.modelVersions.downloadUri({ name: "iris", version: 2 }), NOT_THERE);
    assert.equal((await newVersion(store, "iris")).version, "3");
  });

  it("are described and tagged", async (test) => {
    const store = await open(test);
    const { modelVersions: versions } = store;
    await newModels(store, "iris");
    await newVersion(store, "iris");
    const ref = { name: "iris", version: 1 };
    assert.equal((await versions.describe(ref, "new", ADA)).description, "new");
    assert.equal((await versions.describe(ref, "", ADA)).description, "");
    assert.ok(!("description" in (await versions.describe(ref, undefined, ADA))));
    await versions.setTag(ref, { key: "k", value: "1" }, ADA);
    await versions.setTag(ref, { key: "k", value: "2" }, ADA);
    assert.deepEqual((await versions.get(ref)).tags, [{ key: "k", value: "2" }]);
    await versions.deleteTag(ref, "k", ADA);
    await versions.deleteTag(ref, "k", ADA);
    assert.ok(!("tags" in (await versions.get(ref))));
    const none = { name: "iris", version: 2 };
    await assert.rejects(versions.describe(none, "x", ADA), NOT_THERE);
    await assert.rejects(versions.setTag(none, { key: "k", value: "1" }, ADA), NOT_THERE);
    await assert.rejects(versions.deleteTag(none, "k", ADA), NOT_THERE);
  });

  it("move through stages, and others to the archive on request", async (test) => {
    const store = await open(test);
    const { modelVersions: versions } = store;
    await newModels(store, "iris");
    for (let index = 0; index < 4; index += 1) await newVersion(store, "iris");
    const move = (version: number, stage: "None" | "Staging" | "Production" | "Archived", archiveOthers = false) =>
      versions.transition({ name: "iris", version }, { stage, archiveOthers }, ADA);
    for (const version of [1, 2, 3]) await move(version, "Production");
    assert.deepEqual(await latest(store, []), ["3 Production", "4 None"]);
    assert.equal((await move(4, "Production", true)).current_stage, "Production");
    assert.deepEqual(await latest(store, []), ["3 Archived", "4 Production"]);
    assert.deepEqual(await latest(store, ["production", "Staging", "Production"]), ["4 Production"]);
    await move(1, "Staging");
    await assert.rejects(move(2, "Archived", true), REFUSED);
    await assert.rejects(move(2, "None", true), REFUSED);
    await assert.rejects(move(5, "None"), NOT_THERE);
    assert.deepEqual(await latest(store, []), ["1 Staging", "3 Archived", "4 Production"]);
  });

  it("have names that stand where a stage can", async (test) => {
    const store = await open(test);
    await newModels(store, "iris", "other");
    await newVersion(store, "iris");
    await newVersion(store, "iris", { tags: named("v1") });
    await newVersion(store, "other", { tags: named("v1") });
    assert.deepEqual(await latest(store, ["v1"]), ["2 None"]);
    assert.deepEqual(await latest(store, ["V2", "None", "v1"]), ["2 None"]);
    for (const label of ["v3", "best", "", "v"]) await assert.rejects(latest(store, [label]), REFUSED, label);
    const taken = refusal("RESOURCE_ALREADY_EXISTS");
    await assert.rejects(newVersion(store, "iris", { tags: named("v1") }), taken);
    await assert.rejects(
      store.modelVersions.setTag({ name: "iris", version: 1 }, { key: "millrace.versionName", value: "v1" }, ADA),
      taken,
    );
    assert.equal((await newVersion(store, "iris")).version, "3");
    await store.modelVersions.setTag(
      { name: "iris", version: 2 },
      { key: "millrace.versionName", value: "final" },
      ADA,
    );
    assert.deepEqual(await latest(store, ["v1"]), ["1 None"]);
    assert.deepEqual(await latest(store, ["final"]), ["2 None"]);
    await store.modelVersions.delete({ name: "iris", version: 2 }, ADA);
    await store.modelVersions.setTag(
      { name: "iris", version: 3 },
      { key: "millrace.versionName", value: "final" },
      ADA,
    );
    assert.deepEqual(await latest(store, ["final"]), ["3 None"]);
    await store.modelVersions.deleteTag({ name: "iris", version: 3 }, "millrace.versionName", ADA);
    await assert.rejects(latest(store, ["final"]), REFUSED);
  });

  it("are copied from other versions with their files and run", async (test) => {
    const store = await open(test);
    await newModels(store, "iris", "copy");
    const run = await startRun(store);
    const model = await newModel(store, { sourceRunId: run });
    await newVersion(store, "iris", { source: `models:/${model}`, modelId: model });
    await newVersion(store, "iris", { source: `runs:/${run}/model`, runId: run });
    await store.registeredModels.setAlias("iris", "best", 1, ADA);
    const first = await newVersion(store, "copy", { source: "models:/iris@best" });
    assert.equal(first.source, "models:/iris/1");
    assert.equal(first.run_id, run);
    const place = (await readModel(store, model)).info.artifact_uri;
    assert.equal(await store.modelVersions.downloadUri({ name: "copy", version: 1 }), place);
    const second = await newVersion(store, "copy", { source: "models:/copy/latest" });
    assert.equal(second.source, "models:/copy/1");
    assert.equal(await store.modelVersions.downloadUri({ name: "copy", version: 2 }), place);
    await newVersion(store, "copy", { source: "models:iris" });
    assert.equal(await store.modelVersions.downloadUri({ name: "copy", version: 3 }), `runs:/${run}/model`);
    await newVersion(store, "copy", { source: "models:/iris/1", runId: run });
    await newVersion(store, "copy", { source: "models:/iris/1", modelId: model });
    await assert.rejects(newVersion(store, "copy", { source: "models:/iris/1", runId: "other" }), REFUSED);
    await assert.rejects(newVersion(store, "copy", { source: "models:/iris/2", modelId: model }), REFUSED);
    for (const source of ["models:/iris/9", "models:/none", "models:/iris/Production"]) {
      await assert.rejects(newVersion(store, "copy", { source }), NOT_THERE, source);
    }
    for (const source of ["models:/iris@none", "models:/iris/v9", "models:/iris/final"]) {
      await assert.rejects(newVersion(store, "copy", { source }), REFUSED, source);
    }
    assert.equal((await newVersion(store, "copy")).version, "6");
  });

  it("come from logged models, which say so in a tag", async (test) => {
    const store = await open(test);
    await newModels(store, "iris");
    const model = await newModel(store, { sourceRunId: "run-7" });
    const version = await newVersion(store, "iris", { source: `models:/${model}`, modelId: model });
    assert.equal(version.run_id, "run-7");
    assert.equal(version.source, `models:/${model}`);
    const { info } = await readModel(store, model);
    assert.equal(await store.modelVersions.downloadUri({ name: "iris", version: 1 }), info.artifact_uri);
    await newVersion(store, "iris", { source: "s3://b/x", modelId: model, runId: "own" });
    const tag = (await readModel(store, model)).info.tags?.find(({ key }) => key === "mlflow.modelVersions");
    assert.deepEqual(JSON.parse(tag?.value ?? ""), [
      { name: "iris", version: 1 },
      { name: "iris", version: 2 },
    ]);
    assert.equal((await store.modelVersions.get({ name: "iris", version: 2 })).run_id, "own");
    await store.loggedModels.delete(model);
    await assert.rejects(newVersion(store, "iris", { source: "s3://b/x", modelId: model }), NOT_THERE);
    await assert.rejects(newVersion(store, "iris", { source: "s3://b/x", modelId: "m-none" }), NOT_THERE);
    assert.equal((await newVersion(store, "iris")).version, "3");
  });

  it("of prompts have a word for a source", async (test) => {
    const store = await open(test);
    await newModels(store, "prompt");
    assert.equal((await newVersion(store, "prompt", { source: "dummy-source", tags: PROMPT })).source, "dummy-source");
    assert.equal(await store.modelVersions.downloadUri({ name: "prompt", version: 1 }), "dummy-source");
  });
});

async function latest(store: Store, stages: readonly string[]): Promise<string[]> {
  const versions: ModelVersion[] = await store.modelVersions.latest("iris", stages);
  return versions.map((version) => `${version.version} ${version.current_stage}`);
}
