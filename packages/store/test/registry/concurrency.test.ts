import assert from "node:assert/strict";
import { it } from "node:test";
import { ANONYMOUS } from "@millrace/contract";
import { pick } from "@millrace/testkit";
import { newModel, readModel } from "../support/logged-models.ts";
import { ADA, named, newModels, newVersion } from "../support/registry.ts";
import { onEveryDatabase } from "../support/stores.ts";

const TIMES = Array.from({ length: 12 }, (_, index) => index);
/** How all but one of them end. */
const TAKEN = TIMES.slice(1).map(() => "RESOURCE_ALREADY_EXISTS");

onEveryDatabase("the registry under concurrent writes", (open) => {
  it("gives every version a number of its own", async (test) => {
    const store = await open(test);
    await newModels(store, "iris", "wine");
    const model = await newModel(store);
    // Several rounds: in the first the connections are still being made, one after the other.
    for (const round of [1, 2, 3]) {
      const made = await Promise.all(
        TIMES.flatMap(() => [newVersion(store, "iris", { modelId: model }), newVersion(store, "wine")]),
      );
      const numbers = made.filter(({ name }) => name === "iris").map(({ version }) => Number(version));
      const first = (round - 1) * TIMES.length + 1;
      assert.deepEqual(
        numbers.toSorted((a, b) => a - b),
        TIMES.map((index) => first + index),
      );
    }
    const tag = (await readModel(store, model)).info.tags?.find(({ key }) => key === "mlflow.modelVersions");
    const registered: unknown = JSON.parse(tag?.value ?? "[]");
    assert.ok(Array.isArray(registered) && registered.length === 3 * TIMES.length);
  });

  it("gives a name to one model and one version alone", async (test) => {
    const store = await open(test);
    const model = { name: "race", description: undefined, tags: [] };
    const models = await Promise.allSettled(TIMES.map(() => store.registeredModels.create(model, ANONYMOUS)));
    assert.deepEqual(codes(models), TAKEN);
    const versions = await Promise.allSettled(TIMES.map(() => newVersion(store, "race", { tags: named("final") })));
    assert.deepEqual(codes(versions), TAKEN);
    const others = TIMES.map((index) => `m${index}`);
    await newModels(store, ...others);
    for (const name of ["new 1", "new 2", "new 3"]) {
      const renames = await Promise.allSettled(others.map((old) => store.registeredModels.rename(old, name, ADA)));
      const winner = renames.findIndex((result) => result.status === "fulfilled");
      assert.equal(codes(renames).filter((code) => code === "RESOURCE_ALREADY_EXISTS").length, TIMES.length - 1);
      await store.registeredModels.rename(name, others[winner] ?? "", ADA);
    }
  });

  it("keeps a history that fits the state, whatever the order was", async (test) => {
    const store = await open(test);
    await newModels(store, "iris");
    for (const _ of TIMES) await newVersion(store, "iris");
    await Promise.all(
      TIMES.flatMap((index) => [
        store.registeredModels.setAlias("iris", "best", index + 1, ADA),
        store.modelVersions.transition(
          { name: "iris", version: index + 1 },
          { stage: "Production", archiveOthers: true },
          ADA,
        ),
      ]),
    );
    const { events } = await store.registry.timeline("iris", {
      version: undefined,
      kinds: ["alias", "stage"],
      maxResults: 1000,
      pageToken: undefined,
    });
    const aliases = events.filter(({ kind }) => kind === "alias").toReversed();
    let points: string | undefined;
    for (const event of aliases) {
      assert.equal(event.old_value, points);
      points = event.new_value;
    }
    assert.equal((await store.modelVersions.getByAlias("iris", "best")).version, points);
    const inProduction = new Set<string>();
    for (const { version = "", new_value: stage } of events.filter(({ kind }) => kind === "stage").toReversed()) {
      if (stage === "Production") inProduction.add(version);
      else inProduction.delete(version);
    }
    const [only] = await store.modelVersions.latest("iris", ["Production"]);
    assert.deepEqual([...inProduction], [only?.version]);
  });
});

function codes(results: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return results.flatMap((result) => (result.status === "rejected" ? [pick(result.reason, "code")] : []));
}
