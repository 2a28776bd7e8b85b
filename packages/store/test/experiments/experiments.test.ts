import assert from "node:assert/strict";
import { it } from "node:test";
import { pick } from "@millrace/testkit";
import { ARTIFACT_ROOT, onEveryDatabase, readRun, refusal, startRun } from "../support/stores.ts";

onEveryDatabase("experiments", (open) => {
  it("come with a Default that has the id 0, and count from 1", async (test) => {
    const store = await open(test);
    assert.equal((await store.experiments.get("0")).name, "Default");
    assert.equal(await store.experiments.create({ name: "first", tags: [] }), "1");
    assert.equal(await store.experiments.create({ name: "second", tags: [] }), "2");
  });

  it("keep what they were made with", async (test) => {
    const store = await open(test);
    const tags = [{ key: "team", value: "rivière 🌊" }];
    const id = await store.experiments.create({ name: "iris", artifactLocation: "s3://bucket/x", tags });
    const experiment = await store.experiments.get(id);
    assert.equal(experiment.name, "iris");
    assert.equal(experiment.artifact_location, "s3://bucket/x");
    assert.equal(experiment.lifecycle_stage, "active");
    assert.deepEqual(experiment.tags, tags);
    assert.deepEqual(await store.experiments.getByName("iris"), experiment);
  });

  it("have a location below the artifact root unless they name one", async (test) => {
    const store = await open(test);
    const id = await store.experiments.create({ name: "iris", tags: [] });
    assert.equal((await store.experiments.get(id)).artifact_location, `${ARTIFACT_ROOT}/${id}`);
  });

  it("refuse a name that another has, active or deleted, and leave nothing behind", async (test) => {
    const store = await open(test);
    const id = await store.experiments.create({ name: "iris", tags: [] });
    const again = { name: "iris", tags: [{ key: "a", value: "b" }] };
    await assert.rejects(store.experiments.create(again), refusal("RESOURCE_ALREADY_EXISTS"));
    await store.experiments.delete(id);
    await assert.rejects(store.experiments.create(again), refusal("RESOURCE_ALREADY_EXISTS"));
    const other = await store.experiments.create({ name: "wine", tags: [] });
    await assert.rejects(store.experiments.rename(other, "iris"), refusal("BAD_REQUEST"));
    assert.equal((await store.experiments.get(other)).name, "wine");
  });

  it("are made once when many ask for one name at the same time", async (test) => {
    const store = await open(test);
    const attempts = Array.from({ length: 8 }, () => store.experiments.create({ name: "race", tags: [] }));
    const results = await Promise.allSettled(attempts);
    assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
  });

  it("get a name once when many are renamed to it at the same time", async (test) => {
    const store = await open(test);
    const ids: string[] = [];
    for (let index = 0; index < 8; index++) ids.push(await store.experiments.create({ name: `e${index}`, tags: [] }));
    // Several rounds: in the first the connections are still being made, one after the other.
    for (const name of ["race 1", "race 2", "race 3", "race 4", "race 5"]) {
      const results = await Promise.allSettled(ids.map((id) => store.experiments.rename(id, name)));
      const codes = results.flatMap((result) => (result.status === "rejected" ? [pick(result.reason, "code")] : []));
      assert.deepEqual(
        codes,
        Array.from({ length: ids.length - 1 }, () => "BAD_REQUEST"),
      );
      const names = await Promise.all(ids.map(async (id) => (await store.experiments.get(id)).name));
      assert.equal(names.filter((given) => given === name).length, 1);
    }
  });

  it("refuse ids that are not there or no integers", async (test) => {
    const store = await open(test);
    await assert.rejects(store.experiments.get("99"), refusal("RESOURCE_DOES_NOT_EXIST"));
    await assert.rejects(store.experiments.get("abc"), refusal("INVALID_PARAMETER_VALUE"));
    for (const beyond of ["9223372036854775808", "18446744073709551616", "9".repeat(5000)]) {
      await assert.rejects(store.experiments.get(beyond), refusal("INVALID_PARAMETER_VALUE"), beyond.slice(0, 30));
    }
    await assert.rejects(store.experiments.getByName("none"), refusal("RESOURCE_DOES_NOT_EXIST"));
    await assert.rejects(store.experiments.delete("99"), refusal("RESOURCE_DOES_NOT_EXIST"));
  });

  it("take their runs along to the trash and back", async (test) => {
    const store = await open(test);
    const id = await store.experiments.create({ name: "iris", tags: [] });
    const [first, second] = [await startRun(store, id), await startRun(store, id)];
    await store.runs.delete(first);
    await store.experiments.delete(id);
    assert.equal((await readRun(store, second)).info.lifecycle_stage, "deleted");
    await assert.rejects(startRun(store, id), refusal("INVALID_PARAMETER_VALUE"));
    await assert.rejects(store.experiments.delete(id), refusal("RESOURCE_DOES_NOT_EXIST"));
    await store.experiments.restore(id);
    assert.equal((await readRun(store, first)).info.lifecycle_stage, "active");
    assert.equal((await readRun(store, second)).info.lifecycle_stage, "active");
    await assert.rejects(store.experiments.restore(id), refusal("RESOURCE_DOES_NOT_EXIST"));
  });

  it("set, overwrite and delete tags while they are active", async (test) => {
    const store = await open(test);
    const id = await store.experiments.create({ name: "iris", tags: [] });
    await store.experiments.setTag(id, { key: "a", value: "1" });
    await store.experiments.setTag(id, { key: "a", value: "2" });
    assert.deepEqual((await store.experiments.get(id)).tags, [{ key: "a", value: "2" }]);
    await store.experiments.deleteTag(id, "a");
    assert.equal((await store.experiments.get(id)).tags, undefined);
    await assert.rejects(store.experiments.deleteTag(id, "a"), refusal("RESOURCE_DOES_NOT_EXIST"));
    await store.experiments.delete(id);
    await assert.rejects(store.experiments.setTag(id, { key: "a", value: "3" }), refusal("INVALID_PARAMETER_VALUE"));
  });
});
