import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import type { LoggedModelQuery, Store } from "@millrace/store";
import { foundNames, newModel } from "../support/logged-models.ts";
import { onEveryDatabase, type OpenStore, refusal, startRun } from "../support/stores.ts";

type Ask = (query: Partial<LoggedModelQuery>) => Promise<string[]>;

/** Four models, by name: `alpha` the oldest, then `Beta`, `gamma` and `delta_x`. */
async function story(open: OpenStore, test: TestContext): Promise<{ store: Store; run: string; ask: Ask }> {
  const store = await open(test);
  const run = await startRun(store);
  const lr = (value: string) => ({ key: "lr", value });
  const alpha = await newModel(store, { name: "alpha", modelType: "sk", sourceRunId: run, params: [lr("0.1")] });
  await later();
  const beta = await newModel(store, {
    ...{ name: "Beta", modelType: "xgb", params: [lr("0.2")] },
    tags: [{ key: "team", value: "b" }],
  });
  await later();
  const gamma = await newModel(store, { name: "gamma", tags: [{ key: "a b", value: "c" }] });
  await later();
  const delta = await newModel(store, { name: "delta_x", modelType: "sk", params: [lr("0.1")] });
  await later();
  await store.loggedModels.finalize(beta, "LOGGED_MODEL_READY");
  const acc = (model_id: string, value: number, timestamp: number, digest?: string) => ({
    ...{ key: "acc", value, timestamp, model_id },
    ...(digest === undefined ? {} : { dataset_name: "d", dataset_digest: digest }),
  });
  await store.runs.log(run, {
    metrics: [
      ...[acc(alpha, 0.9, 1), acc(alpha, 0.5, 2), acc(beta, 0.7, 1, "1"), acc(beta, 0.8, 5, "2")],
      ...[acc(gamma, Number.NaN, 1), acc(delta, Number.POSITIVE_INFINITY, 1)],
      { key: "val/acc x", value: 3, timestamp: 1, model_id: gamma },
    ],
  });
  return { store, run, ask: async (query) => (await foundNames(store, query)).names };
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3));
}

const ALL = ["delta_x", "gamma", "Beta", "alpha"];

onEveryDatabase("search of logged models", (open) => {
  it("finds the newest first, in the experiments that are named", async (test) => {
    const { store, ask } = await story(open, test);
    const other = await store.experiments.create({ name: "other", tags: [] });
    await newModel(store, { name: "far", experimentId: other });
    assert.deepEqual(await ask({}), ALL);
    assert.deepEqual(await ask({ experimentIds: ["0", other, "99"] }), ["far", ...ALL]);
    assert.deepEqual(await ask({ experimentIds: [] }), []);
    await assert.rejects(ask({ experimentIds: ["x"] }), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("leaves out what is deleted, but not what is in a deleted experiment", async (test) => {
    const { store, ask } = await story(open, test);
    const experimentId = await store.experiments.create({ name: "other", tags: [] });
    await newModel(store, { name: "kept", experimentId });
    await store.loggedModels.delete(await newModel(store, { name: "gone", experimentId }));
    await store.experiments.delete(experimentId);
    assert.deepEqual(await ask({ experimentIds: [experimentId] }), ["kept"]);
  });

  it("understands every filter", async (test) => {
    const { run, ask } = await story(open, test);
    const expected: [string, string[]][] = [
      ["name = 'alpha'", ["alpha"]],
      ["name = alpha", ["alpha"]],
      ["attributes.name ILIKE 'B%'", ["Beta"]],
      ["name LIKE 'b%'", []],
      ["name NOT IN ('alpha', 'x')", ["delta_x", "gamma", "Beta"]],
      ["name RLIKE '^[a-d].*a'", ["delta_x", "alpha"]],
      ["model_type = 'sk'", ["delta_x", "alpha"]],
      ["model_type = ''", ["gamma"]],
      ["status = 2", ["Beta"]],
      ["status = 'READY'", ["Beta"]],
      ["status IN ('LOGGED_MODEL_READY', '3')", ["Beta"]],
      ["status != 2", ["delta_x", "gamma", "alpha"]],
      [`source_run_id = '${run}'`, ["alpha"]],
      ["experiment_id = '0'", ALL],
      ["experiment_id = 1", []],
      ["creation_timestamp > 0 AND last_updated_time > 1.5", ALL],
      ["attributes.creation_time < 9", []],
      ["metrics.acc > 0.6", ["delta_x", "Beta", "alpha"]],
      ["metrics.acc < 0.6", ["alpha"]],
      ["metrics.acc != 0.5", ALL],
      ["metrics.`val/acc x` = 3", ["gamma"]],
      ["metrics.acc > 1e300", ["delta_x"]],
      ["metrics.none != 0", []],
      ["metrics.`val/acc x` IS NULL", ["delta_x", "Beta", "alpha"]],
      ["params.lr = 0.1", ["delta_x", "alpha"]],
      ["params.lr != '0.1'", ["Beta"]],
      ["params.lr IS NULL", ["gamma"]],
      ["tags.`a b` = 'c'", ["gamma"]],
      ["tags.team = 'b' OR NOT (name LIKE '%a%' OR model_type = 'sk')", ["Beta"]],
      ["model_type = 'sk' AND metrics.acc < 0.6", ["alpha"]],
    ];
    for (const [filter, names] of expected) assert.deepEqual(await ask({ filter }), names, filter);
  });

  it("looks at the asked datasets", async (test) => {
    const { ask } = await story(open, test);
    const first = [{ name: "d", digest: "1" }];
    assert.deepEqual(await ask({ datasets: first }), ["Beta"]);
    assert.deepEqual(await ask({ datasets: [{ name: "d" }] }), ["Beta"]);
    assert.deepEqual(await ask({ datasets: [{ name: "e" }] }), []);
    assert.deepEqual(await ask({ datasets: first, filter: "metrics.acc > 0.75" }), []);
    const both = [...first, { name: "d", digest: "2" }];
    assert.deepEqual(await ask({ datasets: both, filter: "metrics.acc > 0.75" }), ["Beta"]);
    assert.deepEqual(await ask({ datasets: first, filter: "name = 'alpha'" }), []);
  });

  it("orders by attributes, metrics, parameters and tags; what has none comes last", async (test) => {
    const { ask } = await story(open, test);
    const by = (field: string, ascending = true, dataset = {}) => ask({ orderBy: [{ field, ascending, dataset }] });
    assert.deepEqual(await by("name"), ["Beta", "alpha", "delta_x", "gamma"]);
    assert.deepEqual(await by("attributes.name", false), ["gamma", "delta_x", "alpha", "Beta"]);
    assert.deepEqual(await by("creation_timestamp"), ["alpha", "Beta", "gamma", "delta_x"]);
    assert.deepEqual(await by("last_updated_timestamp", false), ["Beta", "delta_x", "gamma", "alpha"]);
    assert.deepEqual(await by("metrics.acc"), ["alpha", "Beta", "delta_x", "gamma"]);
    assert.deepEqual(await by("metrics.acc", false), ["delta_x", "Beta", "alpha", "gamma"]);
    assert.deepEqual(await by("metrics.acc", true, { name: "d" }), ["Beta", "delta_x", "gamma", "alpha"]);
    assert.deepEqual(await by("metrics.val/acc x"), ["gamma", "delta_x", "Beta", "alpha"]);
    assert.deepEqual(await by("params.lr", false), ["Beta", "delta_x", "alpha", "gamma"]);
    assert.deepEqual(await by("tags.team"), ["Beta", "delta_x", "gamma", "alpha"]);
    assert.deepEqual(await by("metrics.none"), ALL);
    for (const field of ["", "foo", "foo.bar", "metrics.", "name DESC"]) {
      await assert.rejects(by(field), refusal("INVALID_PARAMETER_VALUE"), field);
    }
  });

  it("goes from page to page, whatever the order", async (test) => {
    const { store } = await story(open, test);
    const orders = ["creation_time", "name", "metrics.acc", "metrics.none", "params.lr", "status"];
    for (const [index, field] of orders.entries()) {
      const orderBy = [{ field, ascending: index % 2 === 0, dataset: {} }];
      const whole = (await foundNames(store, { orderBy })).names;
      const walked: string[] = [];
      let pageToken: string | undefined;
      do {
        const page = await foundNames(store, { orderBy, maxResults: 1, pageToken });
        walked.push(...page.names);
        pageToken = page.token;
      } while (pageToken !== undefined);
      assert.deepEqual(walked, whole, field);
    }
  });

  it("refuses a token of another search", async (test) => {
    const { store } = await story(open, test);
    const { token: pageToken } = await foundNames(store, { maxResults: 1 });
    assert.ok(pageToken !== undefined);
    for (const other of [{ filter: "name != 'x'" }, { experimentIds: ["1"] }, { datasets: [{ name: "d" }] }]) {
      await assert.rejects(foundNames(store, { pageToken, ...other }), refusal("INVALID_PARAMETER_VALUE"));
    }
    await assert.rejects(foundNames(store, { pageToken: "zzz" }), refusal("INVALID_PARAMETER_VALUE"));
    assert.deepEqual((await foundNames(store, { pageToken, maxResults: 2 })).names, ["gamma", "Beta"]);
  });
});
