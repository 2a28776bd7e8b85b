import assert from "node:assert/strict";
import { it } from "node:test";
import { newModel, readModel } from "../support/logged-models.ts";
import { decoded, onEveryDatabase, readRun, refusal, startRun } from "../support/stores.ts";

onEveryDatabase("metrics of logged models", (open) => {
  it("belong to the run and to the model", async (test) => {
    const store = await open(test);
    const [run, id] = [await startRun(store), await newModel(store)];
    const dataset = { dataset_name: "iris", dataset_digest: "1" };
    const points = [
      { key: "acc", value: 0.5, timestamp: 1, step: 9007199254740993n },
      { key: "acc", value: Number.NaN, timestamp: 2, ...dataset },
      { key: "inf", value: Number.POSITIVE_INFINITY, timestamp: 3, step: -1 },
    ];
    await store.runs.log(run, { metrics: points.map((point) => ({ ...point, model_id: id })) });
    await store.runs.log(run, { metrics: [{ key: "acc", value: 7, timestamp: 9, model_id: "" }] });
    const { data } = await readModel(store, id);
    assert.deepEqual(data.metrics, [
      { key: "acc", value: 0.5, timestamp: 1, step: 9007199254740993n, model_id: id, run_id: run },
      { key: "acc", value: "NaN", timestamp: 2, step: 0, ...dataset, model_id: id, run_id: run },
      { key: "inf", value: Number.MAX_VALUE, timestamp: 3, step: -1, model_id: id, run_id: run },
    ]);
    const latest = (await readRun(store, run)).data.metrics?.find((metric) => metric.key === "acc");
    assert.deepEqual(latest, { key: "acc", value: 0.5, timestamp: 1, step: 9007199254740993n });
    const history = await decoded(
      await store.metrics.history(run, "inf", { maxResults: undefined, pageToken: undefined }),
    );
    assert.deepEqual(history, { metrics: [{ key: "inf", value: Number.MAX_VALUE, timestamp: 3, step: -1 }] });
  });

  it("are kept once for equal points, and each for others", async (test) => {
    const store = await open(test);
    const [run, other, id] = [await startRun(store), await startRun(store), await newModel(store)];
    const point = { key: "acc", value: 0.5, timestamp: 1, model_id: id };
    const onIris = { ...point, dataset_name: "iris", dataset_digest: "1" };
    await store.runs.log(run, { metrics: [point, point, onIris] });
    await store.runs.log(run, { metrics: [point, onIris, { ...point, value: 0.25 }] });
    await store.runs.log(other, { metrics: [point] });
    const points = (await readModel(store, id)).data.metrics ?? [];
    assert.deepEqual(
      points.map((metric) => [metric.value, metric.dataset_name, metric.run_id]),
      [
        [0.5, undefined, run],
        [0.5, "iris", run],
        [0.25, undefined, run],
        [0.5, undefined, other],
      ],
    );
  });

  it("need a model that is there, else nothing is logged; a deleted one will do", async (test) => {
    const store = await open(test);
    const [run, id] = [await startRun(store), await newModel(store)];
    const metrics = [
      { key: "a", value: 1, timestamp: 1, model_id: id },
      { key: "b", value: 1, timestamp: 1, model_id: "m-none" },
    ];
    await assert.rejects(store.runs.log(run, { metrics }), refusal("BAD_REQUEST"));
    assert.equal((await readRun(store, run)).data.metrics, undefined);
    assert.deepEqual((await readModel(store, id)).data, {});
    await store.loggedModels.delete(id);
    await store.runs.log(run, { metrics: metrics.slice(0, 1) });
    assert.equal((await readModel(store, id, true)).data.metrics?.length, 1);
  });

  it("are all there, in the order in which they were logged, when they are many", async (test) => {
    const store = await open(test);
    const [run, id, few] = [await startRun(store), await newModel(store), await newModel(store)];
    const total = 9000;
    for (let start = 0; start < total; start += 1000) {
      const metrics = Array.from({ length: 1000 }, (_, i) => ({
        key: "m",
        value: start + i,
        timestamp: 1,
        step: start + i,
      }));
      await store.runs.log(run, { metrics: metrics.map((metric) => ({ ...metric, model_id: id })) });
    }
    await store.runs.log(run, { metrics: [{ key: "m", value: 1, timestamp: 1, model_id: few }] });
    const values = (await readModel(store, id)).data.metrics?.map((metric) => metric.value);
    assert.deepEqual(
      values,
      Array.from({ length: total }, (_, i) => i),
    );
    const page = await decoded(
      await store.loggedModels.search({
        ...{ experimentIds: ["0"], filter: "", orderBy: [], datasets: [] },
        ...{ maxResults: 10, pageToken: undefined },
      }),
    );
    assert.ok(typeof page === "object" && page !== null && "models" in page && Array.isArray(page.models));
    const counts = page.models.map((model: { data: { metrics: unknown[] } }) => model.data.metrics.length);
    assert.deepEqual(new Set(counts), new Set([total, 1]));
  });
});
