import assert from "node:assert/strict";
import { it } from "node:test";
import type { Store } from "@millrace/store";
import { onEveryDatabase, readRun, refusal, startRun } from "../support/stores.ts";

const RUN_ID = "0123456789abcdef0123456789abcdef";
const NEW_RUN = { experimentId: "0", name: "chosen", userId: "ada", startTime: 1, tags: [{ key: "t", value: "1" }] };

const batch = (sequence: number) => ({
  metrics: [{ key: "loss", value: sequence, timestamp: sequence, step: sequence }],
  tags: [{ key: "last", value: String(sequence) }],
});
const append = (store: Store, runId: string, sequence: number, writer = "w"): Promise<boolean> =>
  store.runs.append(runId, { writer, sequence }, batch(sequence));
const lastTag = async (store: Store, runId: string): Promise<string | undefined> =>
  (await readRun(store, runId)).data.tags?.find(({ key }) => key === "last")?.value;

onEveryDatabase("batches in their turn", (open) => {
  it("count once, however often they come", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    assert.equal(await append(store, id, 1), true);
    assert.equal(await append(store, id, 2), true);
    assert.equal(await append(store, id, 1), false);
    assert.equal(await lastTag(store, id), "2");
  });

  it("count once when they come at the same time", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const applied = await Promise.all(Array.from({ length: 8 }, () => append(store, id, 1)));
    assert.deepEqual(applied.filter(Boolean), [true]);
  });

  it("are counted for each writer and run", async (test) => {
    const store = await open(test);
    const [one, other] = [await startRun(store), await startRun(store)];
    assert.equal(await append(store, one, 1, "a"), true);
    assert.equal(await append(store, one, 1, "b"), true);
    assert.equal(await append(store, other, 1, "a"), true);
  });

  it("are refused when one before them is missing", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await assert.rejects(append(store, id, 2), refusal("RESOURCE_CONFLICT"));
    assert.equal(await lastTag(store, id), undefined);
  });

  it("keep their turn when they are refused", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const lr = (value: string) => ({ params: [{ key: "lr", value }] });
    await store.runs.append(id, { writer: "w", sequence: 1 }, lr("1"));
    await assert.rejects(
      store.runs.append(id, { writer: "w", sequence: 2 }, { ...batch(2), ...lr("2") }),
      refusal("INVALID_PARAMETER_VALUE"),
    );
    assert.equal(await append(store, id, 2), true);
  });

  it("end their run", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await store.runs.append(id, { writer: "w", sequence: 1 }, { status: "KILLED", endTime: 7 });
    const { info } = await readRun(store, id);
    assert.deepEqual([info.status, info.end_time], ["KILLED", 7]);
  });

  it("take many points at once", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const metrics = Array.from({ length: 4000 }, (_, step) => ({ key: "m", value: step / 7, timestamp: step, step }));
    await store.runs.append(id, { writer: "w", sequence: 1 }, { metrics });
    const { data } = await readRun(store, id);
    assert.deepEqual(
      data.metrics?.map(({ step, value }) => [step, value]),
      [[3999, 3999 / 7]],
    );
  });
});

onEveryDatabase("runs under a chosen id", (open) => {
  it("begin once, also when asked for at the same time", async (test) => {
    const store = await open(test);
    await Promise.all(Array.from({ length: 8 }, () => store.runs.begin(RUN_ID, NEW_RUN)));
    await append(store, RUN_ID, 1);
    await store.runs.begin(RUN_ID, { ...NEW_RUN, name: "again" });
    const { info, data } = await readRun(store, RUN_ID);
    assert.deepEqual([info.run_name, info.artifact_uri], ["chosen", `/artifacts/0/${RUN_ID}/artifacts`]);
    assert.deepEqual(new Set(data.tags?.map(({ key }) => key)), new Set(["t", "last"]));
  });

  it("belong to one experiment", async (test) => {
    const store = await open(test);
    const other = await store.experiments.create({ name: "other", tags: [] });
    await store.runs.begin(RUN_ID, NEW_RUN);
    await assert.rejects(
      store.runs.begin(RUN_ID, { ...NEW_RUN, experimentId: other }),
      refusal("RESOURCE_ALREADY_EXISTS"),
    );
  });
});
