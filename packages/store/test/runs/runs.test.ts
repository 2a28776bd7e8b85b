import assert from "node:assert/strict";
import { it } from "node:test";
import { onEveryDatabase, readRun, refusal, startRun } from "../support/stores.ts";

onEveryDatabase("runs", (open) => {
  it("come back with their keys, whatever values and keys look like", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const odd = ['{"key":1,"value":"x"}', '","key":2,', "\\", '{"key":', "1,", "\u2028\u0001", "k".repeat(300)];
    const params = odd.map((key) => ({ key, value: key }));
    const tags = odd.map((key, index) => ({ key, value: odd.at(-index) ?? "" }));
    await store.runs.log(id, { params, tags, metrics: [{ key: '{"key":3,', value: 1, timestamp: 1 }] });
    for (let reading = 0; reading < 2; reading += 1) {
      const { data } = await readRun(store, id);
      const byKey = (entries: readonly { key: string; value: string }[] = []): Record<string, string> =>
        Object.fromEntries(entries.map(({ key, value }) => [key, value]));
      assert.deepEqual(byKey(data?.params), byKey(params));
      assert.deepEqual(byKey(data?.tags), { ...byKey(tags), "mlflow.runName": "test-run" });
      assert.deepEqual(
        data?.metrics?.map((metric) => metric.key),
        ['{"key":3,'],
      );
    }
  });

  it("start with what they were given", async (test) => {
    const store = await open(test);
    const tags = [
      { key: "z", value: "ü" },
      { key: "mlflow.runName", value: "swift-otter-7" },
    ];
    const run = await store.runs.create({
      experimentId: "0",
      name: "swift-otter-7",
      userId: "ada",
      startTime: 9007199254740993n,
      tags,
    });
    assert.match(run.info.run_id, /^[0-9a-f]{32}$/);
    assert.equal(run.info.status, "RUNNING");
    assert.equal(run.info.start_time, 9007199254740993n);
    assert.equal(run.info.artifact_uri, `/artifacts/0/${run.info.run_id}/artifacts`);
    assert.deepEqual(run.data.tags, tags);
    const read = await readRun(store, run.info.run_id);
    assert.deepEqual(read.info, run.info);
    assert.deepEqual(new Set(read.data.tags), new Set(tags));
  });

  it("refuse to start in an experiment that is not there", async (test) => {
    const store = await open(test);
    await assert.rejects(startRun(store, "77"), refusal("RESOURCE_DOES_NOT_EXIST"));
    await assert.rejects(startRun(store, "x"), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("change status, end time and name; the name is also a tag", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const info = await store.runs.update(id, { status: "FINISHED", endTime: 5, name: "other" });
    assert.equal(info.status, "FINISHED");
    assert.equal(info.end_time, 5);
    assert.equal(info.run_name, "other");
    const { data } = await readRun(store, id);
    assert.deepEqual(data.tags, [{ key: "mlflow.runName", value: "other" }]);
    await store.runs.log(id, { tags: [{ key: "mlflow.runName", value: "third" }] });
    assert.equal((await readRun(store, id)).info.run_name, "third");
    await store.runs.log(id, { tags: [{ key: "mlflow.runName", value: "" }] });
    assert.equal((await readRun(store, id)).info.run_name, "third");
  });

  it("keep the first value of a parameter", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await store.runs.log(id, { params: [{ key: "lr", value: "0.1" }] });
    await store.runs.log(id, { params: [{ key: "lr", value: "0.1" }] });
    await assert.rejects(
      store.runs.log(id, { params: [{ key: "lr", value: "0.2" }] }),
      refusal("INVALID_PARAMETER_VALUE"),
    );
    assert.deepEqual((await readRun(store, id)).data.params, [{ key: "lr", value: "0.1" }]);
  });

  it("take a batch as a whole or not at all", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await store.runs.log(id, { params: [{ key: "lr", value: "0.1" }] });
    const before = await readRun(store, id);
    const refused = {
      metrics: [{ key: "loss", value: 1, timestamp: 1 }],
      params: [
        { key: "new", value: "1" },
        { key: "lr", value: "0.2" },
      ],
      tags: [{ key: "mlflow.runName", value: "renamed" }],
    };
    await assert.rejects(store.runs.log(id, refused), refusal("INVALID_PARAMETER_VALUE"));
    const ofModel = { ...refused, params: [], metrics: [{ key: "a", value: 1, timestamp: 1, model_id: "m-1" }] };
    await assert.rejects(store.runs.log(id, ofModel), refusal("BAD_REQUEST"));
    assert.deepEqual(await readRun(store, id), before);
  });

  it("take the last of several tags with one key, and delete tags", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await store.runs.log(id, {
      tags: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    });
    const tags = (await readRun(store, id)).data.tags;
    assert.deepEqual(
      tags?.find((tag) => tag.key === "a"),
      { key: "a", value: "2" },
    );
    await store.runs.deleteTag(id, "a");
    await assert.rejects(store.runs.deleteTag(id, "a"), refusal("RESOURCE_DOES_NOT_EXIST"));
    await assert.rejects(store.runs.deleteTag(id, "never logged"), refusal("RESOURCE_DOES_NOT_EXIST"));
  });

  it("go to the trash and back, as often as asked; a deleted one takes no more", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await store.runs.delete(id);
    await store.runs.delete(id);
    assert.equal((await readRun(store, id)).info.lifecycle_stage, "deleted");
    await assert.rejects(store.runs.log(id, { tags: [{ key: "a", value: "1" }] }), refusal("INVALID_PARAMETER_VALUE"));
    await assert.rejects(store.runs.update(id, { endTime: 1 }), refusal("INVALID_PARAMETER_VALUE"));
    await assert.rejects(store.runs.logInputs(id, [], []), refusal("INVALID_PARAMETER_VALUE"));
    await store.runs.restore(id);
    await store.runs.restore(id);
    assert.equal((await readRun(store, id)).info.lifecycle_stage, "active");
    await assert.rejects(store.runs.delete("missing"), refusal("RESOURCE_DOES_NOT_EXIST"));
  });

  it("append to a list in a tag", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await store.runs.appendToTag(id, "history", { a: 1 });
    await store.runs.appendToTag(id, "history", { b: 2 });
    const tags = (await readRun(store, id)).data.tags;
    assert.equal(tags?.find((tag) => tag.key === "history")?.value, '[{"a":1},{"b":2}]');
    await store.runs.log(id, { tags: [{ key: "text", value: "no list" }] });
    await assert.rejects(store.runs.appendToTag(id, "text", {}), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("keep the datasets that they read; a dataset's first link stays", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const dataset = { name: "iris", digest: "abc", source_type: "local", source: "{}", schema: "s" };
    const tags = [{ key: "mlflow.data.context", value: "training" }];
    await store.runs.logInputs(id, [{ dataset, tags }], [{ model_id: "m-1" }]);
    await store.runs.logInputs(id, [{ dataset, tags: [{ key: "x", value: "y" }] }], [{ model_id: "m-1" }]);
    await store.runs.logOutputs(id, [{ model_id: "m-2", step: 3 }]);
    const run = await readRun(store, id);
    assert.deepEqual(run.inputs, { dataset_inputs: [{ tags, dataset }], model_inputs: [{ model_id: "m-1" }] });
    assert.deepEqual(run.outputs, { model_outputs: [{ model_id: "m-2", step: 3 }] });
    assert.deepEqual(await store.experiments.searchDatasets(["0", "5"]), [
      { experiment_id: "0", name: "iris", digest: "abc", context: "training" },
    ]);
    await assert.rejects(
      store.runs.logOutputs(id, [
        { model_id: "m-3", step: 0 },
        { model_id: "m-2", step: 0 },
      ]),
      refusal("BAD_REQUEST"),
    );
    assert.deepEqual((await readRun(store, id)).outputs, run.outputs);
  });
});
