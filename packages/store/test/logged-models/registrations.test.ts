import assert from "node:assert/strict";
import { it } from "node:test";
import { ANONYMOUS, parseModelUri } from "@millrace/contract";
import type { Store } from "@millrace/store";
import { newModel, readModel } from "../support/logged-models.ts";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const TAG = "mlflow.modelVersions";

async function register(store: Store, name: string, modelId: string): Promise<void> {
  const uri = `models:/${modelId}`;
  const source = { kind: "uri", source: uri, uri: parseModelUri(uri, "source") } as const;
  const rest = { runId: "", modelId, runLink: "", description: "", tags: [] };
  await store.modelVersions.create({ name, source, ...rest }, ANONYMOUS);
}

async function registrations(store: Store, modelId: string): Promise<unknown> {
  const tag = (await readModel(store, modelId)).info.tags?.find(({ key }) => key === TAG);
  return tag === undefined ? undefined : JSON.parse(tag.value);
}

onEveryDatabase("registrations of a logged model", (open) => {
  it("stand in its tag, also when they come at once", async (test) => {
    const store = await open(test);
    const id = await newModel(store);
    const names = ["a", "b", "c"];
    for (const name of names) {
      await store.registeredModels.create({ name, description: undefined, tags: [] }, ANONYMOUS);
    }
    assert.equal(await registrations(store, id), undefined);
    await Promise.all(names.map((name) => register(store, name, id)));
    const listed = await registrations(store, id);
    assert.ok(Array.isArray(listed));
    assert.deepEqual(new Set(listed), new Set(names.map((name) => ({ name, version: 1 }))));
  });

  it("take the place of what is no list", async (test) => {
    const store = await open(test);
    const id = await newModel(store, { tags: [{ key: TAG, value: "no list" }] });
    await store.registeredModels.create({ name: "a", description: undefined, tags: [] }, ANONYMOUS);
    await register(store, "a", id);
    assert.deepEqual(await registrations(store, id), [{ name: "a", version: 1 }]);
  });

  it("need a model that is not deleted; without one nothing is registered", async (test) => {
    const store = await open(test);
    const id = await newModel(store);
    await store.registeredModels.create({ name: "a", description: undefined, tags: [] }, ANONYMOUS);
    await store.loggedModels.delete(id);
    await assert.rejects(register(store, "a", id), refusal("RESOURCE_DOES_NOT_EXIST"));
    await assert.rejects(store.modelVersions.get({ name: "a", version: 1 }), refusal("RESOURCE_DOES_NOT_EXIST"));
  });
});
