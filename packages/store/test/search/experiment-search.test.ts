import assert from "node:assert/strict";
import { it } from "node:test";
import type { SearchQuery, Store } from "@millrace/store";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const ALL: SearchQuery = { filter: "", orderBy: [], view: "ACTIVE_ONLY", maxResults: 1000, pageToken: undefined };

onEveryDatabase("experiments search", (open) => {
  it("gives the newest first and each as it is read alone", async (test) => {
    const { store, ids } = await openFilled(test);
    const { experiments = [], next_page_token: token } = await store.experiments.search(ALL);
    assert.equal(token, undefined);
    assert.deepEqual(
      new Set(experiments.map((one) => one.experiment_id)),
      new Set(["0", ids.cats, ids.Dogs, ids.birds]),
    );
    for (const experiment of experiments) {
      assert.deepEqual(experiment, await store.experiments.get(experiment.experiment_id));
    }
    const times = experiments.map((one) => Number(one.creation_time));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  });

  const cases: readonly (readonly [filter: string, names: readonly string[]])[] = [
    ["name = 'cats'", ["cats"]],
    ["name LIKE '%s'", ["Dogs", "birds", "cats"]],
    ["name LIKE 'd%'", []],
    ["name ILIKE 'd%'", ["Default", "Dogs"]],
    ["name RLIKE '^[A-Z]'", ["Default", "Dogs"]],
    ["NOT name ILIKE 'd%'", ["birds", "cats"]],
    ["experiment_id = '0'", ["Default"]],
    ["attribute.experiment_id NOT IN ('0', '9223372036854775807')", ["Dogs", "birds", "cats"]],
    ["creation_time > 0 AND last_update_time >= 0", ["Default", "Dogs", "birds", "cats"]],
    ["creation_time < 0", []],
    ["tags.team = 'red'", ["cats"]],
    ["tags.team != 'red'", ["Dogs"]],
    ["NOT tags.team = 'red'", ["Default", "Dogs", "birds"]],
    ["tag.team IS NULL", ["Default", "birds"]],
    ["tags.team IS NOT NULL AND tags.team LIKE 'b%'", ["Dogs"]],
    ["tags.`no such` = 'x'", []],
    ["name = 'cats' OR tags.team = 'blue'", ["Dogs", "cats"]],
  ];
  it("filters", async (test) => {
    const { store } = await openFilled(test);
    for (const [filter, names] of cases) {
      assert.deepEqual(await namesOf(store, { ...ALL, filter, orderBy: ["name"] }), names, filter);
    }
    await assert.rejects(
      store.experiments.search({ ...ALL, filter: "nonsense = 1" }),
      refusal("INVALID_PARAMETER_VALUE"),
    );
  });

  it("orders, with the newest id first among equals", async (test) => {
    const { store } = await openFilled(test);
    assert.deepEqual(await namesOf(store, { ...ALL, orderBy: ["name DESC"] }), ["cats", "birds", "Dogs", "Default"]);
    assert.deepEqual(await namesOf(store, { ...ALL, orderBy: ["experiment_id"] }), [
      "Default",
      "cats",
      "Dogs",
      "birds",
    ]);
    assert.deepEqual(await namesOf(store, { ...ALL, view: "DELETED_ONLY" }), ["gone"]);
    assert.equal((await namesOf(store, { ...ALL, view: "ALL" })).length, 5);
  });

  it("gives the same in pages while experiments are added", async (test) => {
    const { store } = await openFilled(test);
    const whole = await namesOf(store, { ...ALL, orderBy: ["name"] });
    const paged: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await store.experiments.search({ ...ALL, orderBy: ["name"], maxResults: 1, pageToken });
      paged.push(...(page.experiments ?? []).map((one) => one.name));
      await store.experiments.create({ name: `A${paged.length}`, tags: [] });
      pageToken = page.next_page_token;
    } while (pageToken !== undefined);
    assert.deepEqual(paged, whole);
    const { next_page_token: token } = await store.experiments.search({ ...ALL, maxResults: 1 });
    for (const bad of [{ pageToken: token, orderBy: ["name"] }, { pageToken: "x" }]) {
      await assert.rejects(store.experiments.search({ ...ALL, ...bad }), refusal("INVALID_PARAMETER_VALUE"));
    }
  });

  it("gives an empty object for nothing", async (test) => {
    const { store } = await openFilled(test);
    assert.deepEqual(await store.experiments.search({ ...ALL, filter: "name = 'nobody'" }), {});
  });

  async function openFilled(test: Parameters<typeof open>[0]) {
    const store = await open(test);
    const create = (name: string, team?: string): Promise<string> =>
      store.experiments.create({ name, tags: team === undefined ? [] : [{ key: "team", value: team }] });
    const ids = { cats: await create("cats", "red"), Dogs: await create("Dogs", "blue"), birds: await create("birds") };
    await store.experiments.delete(await create("gone", "red"));
    return { store, ids };
  }
});

async function namesOf(store: Store, query: SearchQuery): Promise<string[]> {
  const { experiments = [] } = await store.experiments.search(query);
  return experiments.map((experiment) => experiment.name);
}
