import assert from "node:assert/strict";
import { it } from "node:test";
import { newModel, readModel } from "../support/logged-models.ts";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const NOT_THERE = refusal("RESOURCE_DOES_NOT_EXIST");

onEveryDatabase("logged models", (open) => {
  it("begin with what they were given", async (test) => {
    const store = await open(test);
    const model = await store.loggedModels.create({
      experimentId: "0",
      name: "größe 1",
      modelType: "sklearn",
      sourceRunId: "no such run",
      params: [
        { key: "b", value: "2" },
        { key: "a", value: "" },
      ],
      tags: [{ key: "team", value: "ü" }],
    });
    const { info } = model;
    assert.match(info.model_id, /^m-[0-9a-f]{32}$/);
    assert.equal(info.artifact_uri, `/artifacts/0/models/${info.model_id}/artifacts`);
    assert.equal(info.status, "LOGGED_MODEL_PENDING");
    assert.equal(info.creation_timestamp_ms, info.last_updated_timestamp_ms);
    assert.equal(info.source_run_id, "no such run");
    const read = await readModel(store, info.model_id);
    assert.deepEqual(read.info, info);
    assert.deepEqual(new Set(read.data.params), new Set(model.data.params));
    const { tags: _, ...bare } = info;
    assert.deepEqual(await store.loggedModels.info(info.model_id), bare);
  });

  it("have bare answers when there is nothing to tell", async (test) => {
    const store = await open(test);
    const read = await readModel(store, await newModel(store));
    assert.equal("tags" in read.info, false);
    assert.deepEqual(read.data, {});
  });

  it("begin in active experiments only, below a location with a query too", async (test) => {
    const store = await open(test);
    await assert.rejects(newModel(store, { experimentId: "77" }), NOT_THERE);
    await assert.rejects(newModel(store, { experimentId: "x" }), refusal("INVALID_PARAMETER_VALUE"));
    const experimentId = await store.experiments.create({ name: "e", artifactLocation: "s3://b/a/?r=1", tags: [] });
    const id = await newModel(store, { experimentId });
    assert.equal((await readModel(store, id)).info.artifact_uri, `s3://b/a/models/${id}/artifacts?r=1`);
    await store.experiments.delete(experimentId);
    await assert.rejects(newModel(store, { experimentId }), refusal("INVALID_PARAMETER_VALUE"));
    assert.equal((await readModel(store, id)).info.experiment_id, experimentId);
  });

  it("are finalized, as often as asked", async (test) => {
    const store = await open(test);
    const id = await newModel(store);
    await store.loggedModels.finalize(id, "LOGGED_MODEL_READY");
    assert.equal((await readModel(store, id)).info.status, "LOGGED_MODEL_READY");
    await store.loggedModels.finalize(id, "LOGGED_MODEL_UPLOAD_FAILED");
    assert.equal((await readModel(store, id)).info.status, "LOGGED_MODEL_UPLOAD_FAILED");
    await assert.rejects(store.loggedModels.finalize("m-none", "LOGGED_MODEL_READY"), NOT_THERE);
  });

  it("go to the trash as often as asked, from where they are read when it is allowed", async (test) => {
    const store = await open(test);
    const id = await newModel(store, { name: "gone" });
    await store.loggedModels.delete(id);
    await store.loggedModels.delete(id);
    await assert.rejects(store.loggedModels.get(id), NOT_THERE);
    await assert.rejects(store.loggedModels.info(id), NOT_THERE);
    assert.equal((await readModel(store, id, true)).info.name, "gone");
    await store.loggedModels.setTags(id, [{ key: "a", value: "1" }]);
    assert.deepEqual((await readModel(store, id, true)).info.tags, [{ key: "a", value: "1" }]);
    await assert.rejects(store.loggedModels.delete("m-none"), NOT_THERE);
  });

  it("keep the first value of a parameter: a request with a known one is refused whole", async (test) => {
    const store = await open(test);
    const id = await newModel(store, { params: [{ key: "a", value: "1" }] });
    await store.loggedModels.logParams(id, [{ key: "b", value: "2" }]);
    await store.loggedModels.logParams(id, []);
    const both = [
      { key: "c", value: "3" },
      { key: "a", value: "1" },
    ];
    await assert.rejects(store.loggedModels.logParams(id, both), refusal("BAD_REQUEST"));
    assert.deepEqual((await readModel(store, id)).data.params, [
      { key: "a", value: "1" },
      { key: "b", value: "2" },
    ]);
    await assert.rejects(store.loggedModels.logParams("m-none", []), NOT_THERE);
  });

  it("take new values of tags and lose them", async (test) => {
    const store = await open(test);
    const id = await newModel(store, { tags: [{ key: "a", value: "1" }] });
    await store.loggedModels.setTags(id, [
      { key: "a", value: "2" },
      { key: "x/y $", value: "" },
    ]);
    assert.deepEqual((await readModel(store, id)).info.tags, [
      { key: "a", value: "2" },
      { key: "x/y $", value: "" },
    ]);
    await store.loggedModels.deleteTag(id, "a");
    await assert.rejects(store.loggedModels.deleteTag(id, "a"), NOT_THERE);
    await assert.rejects(store.loggedModels.deleteTag("m-none", "a"), NOT_THERE);
    await assert.rejects(store.loggedModels.setTags("m-none", []), NOT_THERE);
  });
});
