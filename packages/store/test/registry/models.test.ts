import assert from "node:assert/strict";
import { it } from "node:test";
import { ANONYMOUS } from "@millrace/contract";
import { ADA, newModels, newVersion } from "../support/registry.ts";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const NOT_THERE = refusal("RESOURCE_DOES_NOT_EXIST");
const TAKEN = refusal("RESOURCE_ALREADY_EXISTS");

onEveryDatabase("registered models", (open) => {
  it("keep what they were made with", async (test) => {
    const { registeredModels: models } = await open(test);
    const tags = [
      { key: "b", value: "rivière 🌊" },
      { key: "a", value: "" },
    ];
    const made = await models.create({ name: "größe 🌊", description: "d", tags }, ANONYMOUS);
    assert.deepEqual(made.tags, tags.toReversed());
    assert.equal(made.description, "d");
    assert.equal(made.creation_timestamp, made.last_updated_timestamp);
    assert.ok(!("latest_versions" in made) && !("aliases" in made));
    assert.deepEqual(await models.get("größe 🌊"), made);
    await assert.rejects(models.get("grösse"), NOT_THERE);
  });

  it("have a name of their own, and leave nothing behind when it is taken", async (test) => {
    const { registeredModels: models } = await open(test);
    await models.create({ name: "iris", description: "", tags: [] }, ANONYMOUS);
    const again = { name: "iris", description: "other", tags: [{ key: "k", value: "v" }] };
    await assert.rejects(models.create(again, ANONYMOUS), TAKEN);
    assert.ok(!("tags" in (await models.get("iris"))));
    await models.create({ ...again, name: "Iris" }, ANONYMOUS);
  });

  it("are described, and the description goes when none is given", async (test) => {
    const { registeredModels: models } = await open(test);
    await models.create({ name: "iris", description: "old", tags: [] }, ANONYMOUS);
    assert.equal((await models.describe("iris", "new", ADA)).description, "new");
    assert.ok(!("description" in (await models.describe("iris", undefined, ADA))));
    assert.ok(!("description" in (await models.describe("iris", "", ADA))));
    await assert.rejects(models.describe("none", "x", ADA), NOT_THERE);
  });

  it("are renamed with everything they have", async (test) => {
    const store = await open(test);
    const { registeredModels: models, modelVersions: versions } = store;
    await newModels(store, "iris", "taken");
    const before = await newVersion(store, "iris");
    await models.setAlias("iris", "best", 1, ADA);
    await models.setTag("iris", { key: "k", value: "v" }, ADA);
    const renamed = await models.rename("iris", "flower", ADA);
    assert.deepEqual(renamed.aliases, [{ alias: "best", version: "1" }]);
    assert.deepEqual(renamed.tags, [{ key: "k", value: "v" }]);
    const version = await versions.get({ name: "flower", version: 1 });
    assert.equal(version.name, "flower");
    assert.ok(version.last_updated_timestamp >= before.last_updated_timestamp);
    await assert.rejects(versions.get({ name: "iris", version: 1 }), NOT_THERE);
    await assert.rejects(models.rename("flower", "taken", ADA), TAKEN);
    await assert.rejects(models.rename("iris", "taken", ADA), NOT_THERE);
    assert.equal((await models.rename("flower", "flower", ADA)).name, "flower");
  });

  it("are deleted for good, and a new one of the name begins anew", async (test) => {
    const store = await open(test);
    const { registeredModels: models, modelVersions: versions } = store;
    await newModels(store, "iris");
    await newVersion(store, "iris", { tags: [{ key: "k", value: "v" }] });
    await newVersion(store, "iris");
    await models.setAlias("iris", "best", 2, ADA);
    await models.delete("iris", ADA);
    await assert.rejects(models.get("iris"), NOT_THERE);
    await assert.rejects(models.delete("iris", ADA), NOT_THERE);
    await assert.rejects(versions.get({ name: "iris", version: 1 }), NOT_THERE);
    await newModels(store, "iris");
    assert.ok(!("aliases" in (await models.get("iris"))));
    assert.equal((await newVersion(store, "iris")).version, "1");
  });

  it("have tags that are set, overwritten and removed, there or not", async (test) => {
    const store = await open(test);
    const { registeredModels: models } = store;
    await newModels(store, "iris");
    const { last_updated_timestamp: before } = await models.get("iris");
    await models.setTag("iris", { key: "k", value: "1" }, ADA);
    await models.setTag("iris", { key: "k", value: "2" }, ADA);
    const { tags, last_updated_timestamp: after } = await models.get("iris");
    assert.deepEqual(tags, [{ key: "k", value: "2" }]);
    assert.equal(after, before);
    await models.deleteTag("iris", "k", ADA);
    await models.deleteTag("iris", "k", ADA);
    assert.ok(!("tags" in (await models.get("iris"))));
    await assert.rejects(models.setTag("none", { key: "k", value: "1" }, ADA), NOT_THERE);
    await assert.rejects(models.deleteTag("none", "k", ADA), NOT_THERE);
  });

  it("have aliases that point to one version each and go with it", async (test) => {
    const store = await open(test);
    const { registeredModels: models, modelVersions: versions } = store;
    await newModels(store, "iris");
    for (let index = 0; index < 2; index += 1) await newVersion(store, "iris");
    for (const alias of ["b", "a", "B"]) await models.setAlias("iris", alias, 1, ADA);
    await models.setAlias("iris", "b", 2, ADA);
    assert.deepEqual((await models.get("iris")).aliases, [
      { alias: "B", version: "1" },
      { alias: "a", version: "1" },
      { alias: "b", version: "2" },
    ]);
    assert.deepEqual((await versions.get({ name: "iris", version: 1 })).aliases, ["B", "a"]);
    assert.equal((await versions.getByAlias("iris", "b")).version, "2");
    assert.equal((await versions.getByAlias("iris", "LATEST")).version, "2");
    await assert.rejects(versions.getByAlias("iris", "c"), refusal("INVALID_PARAMETER_VALUE"));
    await assert.rejects(models.setAlias("iris", "b", 3, ADA), NOT_THERE);
    await versions.delete({ name: "iris", version: 2 }, ADA);
    await models.deleteAlias("iris", "a", ADA);
    await models.deleteAlias("iris", "a", ADA);
    assert.deepEqual((await models.get("iris")).aliases, [{ alias: "B", version: "1" }]);
    await assert.rejects(models.deleteAlias("none", "a", ADA), NOT_THERE);
    await assert.rejects(versions.getByAlias("none", "latest"), NOT_THERE);
  });
});
