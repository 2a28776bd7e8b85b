import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import type { Int64 } from "@millrace/contract";
import { openStore, type Store } from "@millrace/store";
import {
  type BulkStore,
  type ExperimentRecord,
  type ModelVersionRecord,
  openBulkStore,
  PointsBuilder,
  type RegisteredModelRecord,
  type RunRecord,
  type SeriesRecord,
} from "@millrace/store/transfer";
import { DATABASES } from "@millrace/testkit";
import { ARTIFACT_ROOT, decoded, readRun, refusal } from "../support/stores.ts";

const KEPT = { deleted: false, deletedMs: null };

function experiment(id: Int64, name: string, more: Partial<ExperimentRecord> = {}): ExperimentRecord {
  return { ...KEPT, id, name, artifactLocation: `/old/${id}`, createdMs: 10, updatedMs: 20, tags: [], ...more };
}

function run(id: string, more: Partial<RunRecord> = {}): RunRecord {
  return {
    ...KEPT,
    id,
    experimentId: 7,
    name: id,
    userId: "ada",
    status: "FINISHED",
    startMs: 1000,
    endMs: null,
    artifactUri: `/old/7/${id}`,
    params: [],
    tags: [{ key: "mlflow.runName", value: id }],
    datasets: [],
    models: [],
    series: [],
    ...more,
  };
}

type Point = readonly [step: Int64, time: Int64, value: number];

function series(runId: string, key: string, points: readonly Point[], lastValue?: number): SeriesRecord {
  const builder = new PointsBuilder();
  for (const point of points) builder.add(...point);
  return { runId, key, points: builder.finish(), lastValue };
}

/** Brings in one run with metrics. */
function bring(bulk: BulkStore, record: RunRecord, all: readonly SeriesRecord[]): Promise<number> {
  const sized = all.map(({ key, points }) => ({ key, size: points.values.length }));
  return bulk.runs([{ ...record, series: sized }], async function* () {
    yield* all;
  });
}

function model(name: string, more: Partial<RegisteredModelRecord> = {}): RegisteredModelRecord {
  return { name, description: null, createdMs: 5, updatedMs: 9, lastVersion: 0, tags: [], aliases: [], ...more };
}

function version(number: number, stage: string, updatedMs: number): ModelVersionRecord {
  return {
    model: "svm",
    version: number,
    description: null,
    userId: "ada",
    stage,
    source: `s3://bucket/${number}`,
    storageLocation: null,
    runId: "",
    runLink: "",
    status: "READY",
    statusMessage: null,
    loggedModelId: null,
    createdMs: 100 * number,
    updatedMs,
    // A name that two versions claim belongs to the first.
    tags: [{ key: "millrace.versionName", value: "v1" }],
  };
}

/** A database, opened in both ways as often as a test likes. */
interface Places {
  readonly store: () => Promise<Store>;
  readonly bulk: () => Promise<BulkStore>;
}

function onEveryDatabase(suite: (open: (test: TestContext) => Promise<Places>) => void): void {
  for (const database of DATABASES) {
    describe(`BulkStore on ${database.name}`, { skip: database.skip }, () => {
      suite(async (test) => {
        const { uri, drop } = await database.fresh();
        const opened: { close: () => Promise<void> }[] = [];
        test.after(async () => {
          for (const one of opened) await one.close();
          await drop();
        });
        const kept = <One extends { close: () => Promise<void> }>(one: One): One => {
          opened.push(one);
          return one;
        };
        return {
          store: async () => kept(await openStore({ uri, artifactRoot: ARTIFACT_ROOT, onBackgroundError: fail })),
          bulk: async () => kept(await openBulkStore(uri)),
        };
      });
    });
  }
}

function fail(error: unknown): void {
  throw error;
}

async function history(store: Store, runId: string, key: string): Promise<unknown> {
  return decoded(await store.metrics.history(runId, key, { maxResults: undefined, pageToken: undefined }));
}

async function aggregates(store: Store, experimentId: string): Promise<unknown> {
  const columns = ["last", "min", "max", "mean", "count"].map((name) => `metrics.m.${name}`);
  const query = { filter: "", orderBy: ["run_name"], view: "ALL", maxResults: 10, pageToken: undefined } as const;
  return decoded(await store.tables.runTable([experimentId], query, columns));
}

onEveryDatabase((open) => {
  it("keeps ids, and gives new experiments ids beyond them", async (test) => {
    const { bulk, store } = await open(test);
    const big = 853_250_408_107_817_808n;
    await (await bulk()).experiments([experiment(41, "a"), experiment(7, "b", { deleted: true, deletedMs: 20 })]);
    const opened = await store();
    assert.equal(await opened.experiments.create({ name: "new", tags: [] }), "42");
    await (await bulk()).experiments([experiment(big, "c")]);
    assert.equal((await opened.experiments.get(String(big))).name, "c");
    assert.equal(await opened.experiments.create({ name: "newer", tags: [] }), String(big + 1n));
    assert.equal((await opened.experiments.get("7")).lifecycle_stage, "deleted");
  });

  it("takes the place of an untouched Default only", async (test) => {
    const { bulk, store } = await open(test);
    const opened = await store();
    const given = await bulk();
    const incoming = { experiments: [experiment(0, "Default", { createdMs: 77 })], models: [] };
    assert.deepEqual(await given.conflicts(incoming), []);
    await opened.experiments.setTag("0", { key: "a", value: "b" });
    assert.match((await given.conflicts(incoming)).join(), /^experiment 0 "Default": .* of its own/);
    await opened.experiments.deleteTag("0", "a");
    assert.equal((await given.conflicts(incoming)).length, 1);
  });

  it("says which experiments and models are in the way, and takes what it brought itself for its own", async (test) => {
    const { bulk, store } = await open(test);
    const opened = await store();
    const given = await bulk();
    for (const name of ["iris", "wine"]) await opened.experiments.create({ name, tags: [] });
    const conflicts = await given.conflicts({ experiments: [experiment(1, "x"), experiment(9, "wine")], models: [] });
    assert.deepEqual(
      conflicts.map((line) => line.split(":")[0]),
      ['experiment 1 "x"', 'experiment 9 "wine"'],
    );
    await given.experiments([experiment(7, "digits")]);
    await given.registeredModels([model("svm")]);
    const mine = { experiments: [experiment(7, "renamed")], models: [model("svm")] };
    assert.deepEqual(await given.conflicts(mine), []);
    const others = {
      experiments: [experiment(7, "digits", { createdMs: 11 })],
      models: [model("svm", { createdMs: 6 })],
    };
    assert.equal((await given.conflicts(others)).length, 2);
  });

  it("makes of points what logging them one by one makes of them", async (test) => {
    const { bulk, store } = await open(test);
    const [given, opened] = [await bulk(), await store()];
    const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity, 5e-324));
    const step = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(2n ** 53n + 1n, -(2n ** 63n)));
    const points = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 2 }), value), { minLength: 1, maxLength: 60 });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(points, fc.nat(60), async (all, cut) => {
        count += 1;
        const id = 1000 * count;
        await given.experiments([experiment(id, `e${id}`)]);
        const one = run(`run${id}`, { experimentId: id });
        await bring(given, one, [series(one.id, "m", all.slice(0, cut))]);
        await bring(given, one, [series(one.id, "m", all)]);
        const own = await opened.experiments.create({ name: `own${id}`, tags: [] });
        const created = await opened.runs.create({
          experimentId: own,
          name: one.id,
          userId: "",
          startTime: 1,
          tags: [],
        });
        const metrics = all.map(([s, t, v]) => ({ key: "m", value: v, timestamp: t, step: s }));
        await opened.runs.log(created.info.run_id, { metrics });
        assert.deepEqual(await history(opened, one.id, "m"), await history(opened, created.info.run_id, "m"));
        assert.deepEqual(await aggregates(opened, String(id)), await aggregates(opened, own));
      }),
      { numRuns: 40 },
    );
  });

  it("packs long series, which go on where they end", async (test) => {
    const { bulk, store } = await open(test);
    const [given, opened] = [await bulk(), await store()];
    await given.experiments([experiment(7, "e")]);
    const points = Array.from({ length: 10_000 }, (_, i): Point => [i, 1000 + i, i % 97]);
    await bring(given, run("long"), [series("long", "m", points.toReversed())]);
    // Known points, in a block and loose, and new ones.
    const again = [points[5], points[9_999], [10_000, 1, 3], [-1, 1, 4]] as Point[];
    await opened.runs.log("long", {
      metrics: again.map(([step, timestamp, value]) => ({ key: "m", value, timestamp, step })),
    });
    const read = await decoded(
      await opened.metrics.historyInterval(["long"], "m", { startStep: 9_998, endStep: 10_001, maxResults: 9 }),
    );
    assert.deepEqual(read, {
      metrics: [
        { key: "m", value: 7, timestamp: 10_998, step: 9_998, run_id: "long" },
        { key: "m", value: 8, timestamp: 10_999, step: 9_999, run_id: "long" },
        { key: "m", value: 3, timestamp: 1, step: 10_000, run_id: "long" },
      ],
    });
    assert.match(JSON.stringify(await aggregates(opened, "7")), /"metrics\.m\.count","values":\[10002\]/);
  });

  it("takes the source's word for the latest of several values of one step", async (test) => {
    const { bulk, store } = await open(test);
    const given = await bulk();
    await given.experiments([experiment(7, "e")]);
    const equal: Point[] = [
      [1, 1, NaN],
      [1, 1, 0],
      [0, 1, 5],
    ];
    await bring(given, run("r"), [
      series("r", "nan", equal, NaN),
      series("r", "zero", equal, 0),
      series("r", "wrong", equal, 5),
    ]);
    const { data } = await readRun(await store(), "r");
    const latest = new Map(data.metrics?.map(({ key, value }) => [key, value]));
    assert.deepEqual([latest.get("nan"), latest.get("zero"), latest.get("wrong")], ["NaN", 0, "NaN"]);
  });

  it("leaves alone what did not change at the source, and writes what did", async (test) => {
    const { bulk, store } = await open(test);
    const [given, opened] = [await bulk(), await store()];
    await given.experiments([experiment(7, "e")]);
    const record = run("r", { params: [{ key: "p", value: "1" }] });
    assert.equal(await bring(given, record, []), 1);
    await opened.runs.log("r", {
      tags: [
        { key: "mlflow.runName", value: "renamed" },
        { key: "mine", value: "x" },
      ],
    });
    assert.equal(await bring(given, record, []), 0);
    assert.equal((await readRun(opened, "r")).info.run_name, "renamed");
    assert.equal(await bring(given, { ...record, status: "FAILED" }, []), 1);
    const { info, data } = await readRun(opened, "r");
    assert.deepEqual([info.run_name, info.status], ["r", "FAILED"]);
    assert.ok(data.tags?.some(({ key }) => key === "mine"));
  });

  it("refuses a run that is there in another experiment, and keeps nothing of the batch", async (test) => {
    const { bulk, store } = await open(test);
    const given = await bulk();
    await given.experiments([experiment(7, "e"), experiment(8, "f")]);
    await bring(given, run("r"), []);
    const moved = run("r", { experimentId: 8 });
    await assert.rejects(bring(given, moved, []), refusal("RESOURCE_ALREADY_EXISTS"));
    assert.equal((await readRun(await store(), "r")).info.experiment_id, "7");
  });

  it("begins the history of models and goes on with it", async (test) => {
    const { bulk, store } = await open(test);
    const [given, opened] = [await bulk(), await store()];
    await given.registeredModels([
      model("svm", { lastVersion: 4, updatedMs: 900, aliases: [{ alias: "best", version: 1 }] }),
    ]);
    await given.modelVersions([version(1, "Production", 500), version(2, "None", 200)]);
    await given.histories(["svm"]);
    const kinds = async (): Promise<string[]> => {
      const { events } = await opened.registry.timeline("svm", {
        version: undefined,
        kinds: [],
        maxResults: 50,
        pageToken: undefined,
      });
      return events.map((event) => `${event.kind} ${event.time}`).toReversed();
    };
    const begun = ["model_created 5", "version_created 100", "version_created 200", "stage 500", "alias 900"];
    assert.deepEqual(await kinds(), begun);
    await given.histories(["svm"]);
    await given.registeredModels([
      model("svm", { lastVersion: 4, updatedMs: 950, aliases: [{ alias: "best", version: 2 }] }),
    ]);
    await given.modelVersions([version(1, "Archived", 940), version(2, "None", 200)]);
    assert.deepEqual((await kinds()).slice(begun.length), ["alias 950", "stage 940"]);
    const then = await opened.registry.at("svm", 930);
    assert.deepEqual(then.stages, [{ stage: "Production", version: "1" }]);
    assert.deepEqual(then.aliases, [{ alias: "best", version: "1" }]);
  });
});
