import assert from "node:assert/strict";
import { it } from "node:test";
import type { TrashItem, TrashKind } from "@millrace/contract";
import type { Store, TrashIds, TrashQuery } from "@millrace/store";
import fc from "fast-check";
import { decoded, onEveryDatabase, refusal, startRun } from "../support/stores.ts";

const ALL: TrashQuery = { kinds: [], deletedBefore: undefined, maxResults: 100, pageToken: undefined };

async function saveModel(store: Store, experimentId = "0"): Promise<string> {
  const model = { experimentId, name: "net", modelType: "", sourceRunId: "", params: [], tags: [] };
  return (await store.loggedModels.create(model)).info.model_id;
}

async function listed(store: Store, query: Partial<TrashQuery> = {}): Promise<[TrashKind, string][]> {
  const { items } = await store.trash.list({ ...ALL, ...query });
  return items.map(({ kind, id }) => [kind, id]);
}

function idsOf(...items: [TrashKind, string][]): TrashIds {
  const of = (kind: TrashKind): string[] => items.flatMap(([one, id]) => (one === kind ? [id] : []));
  return { experimentIds: of("EXPERIMENT"), runIds: of("RUN"), loggedModelIds: of("LOGGED_MODEL") };
}

onEveryDatabase("the trash", (open) => {
  it("lists what is deleted, the latest first, with what an experiment holds", async (test) => {
    const store = await open(test);
    const id = await store.experiments.create({ name: "gone", tags: [] });
    const [inside, outside] = [await startRun(store, id), await startRun(store)];
    const model = await saveModel(store);
    await saveModel(store, id);
    assert.deepEqual(await listed(store), []);
    await store.runs.delete(outside);
    await store.loggedModels.delete(model);
    await store.runs.delete(inside);
    await store.experiments.delete(id);
    const { items } = await store.trash.list(ALL);
    assert.deepEqual(
      items.map(({ kind, id: item }) => [kind, item]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
      [
        ["EXPERIMENT", id],
        ["LOGGED_MODEL", model],
        ["RUN", outside],
      ],
    );
    const times = items.map((item) => Number(item.deleted_time));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
    const experiment = items.find((item) => item.kind === "EXPERIMENT");
    assert.deepEqual({ ...experiment, deleted_time: 0 }, {
      kind: "EXPERIMENT",
      id,
      name: "gone",
      experiment_id: id,
      deleted_time: 0,
      artifact_uri: `/artifacts/${id}`,
      runs: 1,
      logged_models: 1,
      is_purging: false,
    } satisfies TrashItem);
    assert.deepEqual(await listed(store, { kinds: ["RUN"] }), [["RUN", outside]]);
    assert.deepEqual(await listed(store, { deletedBefore: Math.min(...times) - 1 }), []);
  });

  it("is listed page by page, also when much was deleted at one time", async (test) => {
    const store = await open(test);
    for (let index = 0; index < 4; index++) {
      await store.loggedModels.delete(await saveModel(store));
      await store.runs.delete(await startRun(store));
      await store.experiments.delete(await store.experiments.create({ name: `e${index}`, tags: [] }));
    }
    const all = await listed(store);
    assert.equal(all.length, 12);
    for (const maxResults of [1, 5]) {
      const found: [TrashKind, string][] = [];
      let pageToken: string | undefined;
      do {
        const page = await store.trash.list({ ...ALL, maxResults, pageToken });
        found.push(...page.items.map(({ kind, id }): [TrashKind, string] => [kind, id]));
        pageToken = page.nextPageToken;
      } while (pageToken !== undefined && found.length < 20);
      assert.deepEqual(found, all);
    }
    await assert.rejects(store.trash.list({ ...ALL, pageToken: "zzz" }), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("gives back everything as it was, whatever was deleted in whatever order", async (test) => {
    const store = await open(test);
    const items: [TrashKind, string][] = [];
    for (const name of ["a", "b"]) {
      const id = await store.experiments.create({ name, tags: [{ key: "k", value: name }] });
      const run = await startRun(store, id);
      const dataset = { name: "iris", digest: "d", source_type: "local", source: "{}" };
      await store.runs.log(run, { metrics: [{ key: "m", value: Number.NaN, timestamp: 1, step: 2 }] });
      await store.runs.logInputs(run, [{ dataset }], []);
      items.push(["EXPERIMENT", id], ["RUN", run], ["RUN", await startRun(store, id)]);
      items.push(["LOGGED_MODEL", await saveModel(store, id)]);
    }
    const before = await everyAnswer(store, items);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(items, { minLength: 1 }), async (deleted) => {
        for (const [kind, id] of deleted) await deleteItem(store, kind, id);
        // Restoring an experiment restores its runs, so what is left is restored after that.
        const experiments = deleted.filter(([kind]) => kind === "EXPERIMENT");
        if (experiments.length > 0) await store.trash.restore(idsOf(...experiments));
        const left = await listed(store);
        if (left.length > 0) await store.trash.restore(idsOf(...left));
        assert.deepEqual(await listed(store), []);
        assert.deepEqual(await everyAnswer(store, items), before);
      }),
      { numRuns: 15 },
    );
  });

  it("gives back all that are named, or none", async (test) => {
    const store = await open(test);
    const [run, other] = [await startRun(store), await startRun(store)];
    const model = await saveModel(store);
    await store.runs.delete(run);
    await store.loggedModels.delete(model);
    const wrong: [[TrashKind, string], string][] = [
      [["RUN", other], "INVALID_PARAMETER_VALUE"],
      [["RUN", "nope"], "RESOURCE_DOES_NOT_EXIST"],
      [["LOGGED_MODEL", "m-nope"], "RESOURCE_DOES_NOT_EXIST"],
      [["EXPERIMENT", "0"], "INVALID_PARAMETER_VALUE"],
      [["EXPERIMENT", "99"], "RESOURCE_DOES_NOT_EXIST"],
      [["EXPERIMENT", "x"], "INVALID_PARAMETER_VALUE"],
    ];
    for (const [item, code] of wrong) {
      await assert.rejects(store.trash.restore(idsOf(["RUN", run], ["LOGGED_MODEL", model], item)), refusal(code));
      assert.equal((await listed(store)).length, 2);
    }
    assert.deepEqual(await store.trash.restore(idsOf(["RUN", run], ["RUN", run], ["LOGGED_MODEL", model])), {
      experiments: 0,
      runs: 1,
      logged_models: 1,
    });
  });

  it("gives a run back only with its experiment", async (test) => {
    const store = await open(test);
    const id = await store.experiments.create({ name: "e", tags: [] });
    const run = await startRun(store, id);
    await store.experiments.delete(id);
    await assert.rejects(store.trash.restore(idsOf(["RUN", run])), refusal("INVALID_PARAMETER_VALUE"));
    await store.trash.restore(idsOf(["EXPERIMENT", id], ["RUN", run]));
    assert.deepEqual(await listed(store), []);
  });

  it("checks ids and ages for a purge", async (test) => {
    const store = await open(test);
    const run = await startRun(store);
    await assert.rejects(store.trash.check(idsOf(["RUN", run]), Date.now()), refusal("INVALID_PARAMETER_VALUE"));
    await assert.rejects(store.trash.check(idsOf(["RUN", "nope"]), Date.now()), refusal("RESOURCE_DOES_NOT_EXIST"));
    await store.runs.delete(run);
    await assert.rejects(store.trash.check(idsOf(["RUN", run]), 1), refusal("INVALID_PARAMETER_VALUE"));
    await store.trash.check(idsOf(["RUN", run]), Date.now());
    assert.deepEqual(
      (await store.trash.find(idsOf(["RUN", run], ["RUN", "nope"]))).map((item) => item.id),
      [run],
    );
    assert.deepEqual(await store.trash.next("RUN", 1, undefined, 9), []);
    assert.equal((await store.trash.next("RUN", Date.now(), undefined, 9)).length, 1);
  });
});

function deleteItem(store: Store, kind: TrashKind, id: string): Promise<void> {
  if (kind === "EXPERIMENT") return store.experiments.delete(id);
  return kind === "RUN" ? store.runs.delete(id) : store.loggedModels.delete(id);
}

/** What the reads of everything say, without the time of the last change of an experiment or model. */
async function everyAnswer(store: Store, items: readonly [TrashKind, string][]): Promise<unknown> {
  const answers: unknown[] = [];
  for (const [kind, id] of items) {
    if (kind === "EXPERIMENT") answers.push({ ...(await store.experiments.get(id)), last_update_time: 0 });
    else if (kind === "RUN") answers.push(await decoded(await store.runs.get(id)));
    else answers.push({ ...(await store.loggedModels.info(id)), last_updated_timestamp_ms: 0, deleted: undefined });
  }
  const ids = items.flatMap(([kind, id]) => (kind === "EXPERIMENT" ? [id] : []));
  const query = { filter: "", orderBy: [], view: "ACTIVE_ONLY" as const, maxResults: 100, pageToken: undefined };
  answers.push(await decoded(await store.runs.search(ids, query)));
  return answers;
}
