import assert from "node:assert/strict";
import { it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { decodeSeries, type MetricInput } from "@millrace/contract";
import type { Store } from "@millrace/store";
import { pick } from "@millrace/testkit";
import fc from "fast-check";
import { intervalIndices } from "../../src/series/interval.ts";
import { decoded, onEveryDatabase, readRun, refusal, startRun } from "../support/stores.ts";

/** More than two blocks. */
const MANY = 10_500;

onEveryDatabase("metrics", (open) => {
  it("keep every value exactly", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const values = [0.1, -0.5, 5e-324, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY];
    await store.runs.log(id, { metrics: values.map((value, step) => ({ key: "m", value, timestamp: 1, step })) });
    const big = { key: "big", value: 1, timestamp: 9223372036854775807n, step: -9223372036854775808n };
    await store.runs.log(id, { metrics: [big] });
    const wire = [0.1, -0.5, 5e-324, Number.MAX_VALUE, "NaN", Number.MAX_VALUE];
    assert.deepEqual(
      (await history(store, id, "m")).map((point) => point.value),
      wire,
    );
    const [run] = (await readRun(store, id)).data.metrics?.filter((metric) => metric.key === "big") ?? [];
    assert.deepEqual(run, big);
  });

  it("take identical points once, also across batches", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const point = { key: "m", value: 1, timestamp: 5, step: 3 };
    await store.runs.log(id, { metrics: [point, point, { ...point, value: 2 }, { ...point, value: Number.NaN }] });
    await store.runs.log(id, { metrics: [point, { ...point, value: Number.NaN }] });
    assert.equal((await history(store, id, "m")).length, 3);
  });

  it("show the latest by step, then time, then value", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const last = async (metrics: Omit<MetricInput, "key">[]): Promise<unknown> => {
      await store.runs.log(id, { metrics: metrics.map((metric) => ({ key: "m", ...metric })) });
      return (await readRun(store, id)).data.metrics?.[0]?.value;
    };
    assert.equal(await last([{ value: 7, timestamp: 5, step: 2 }]), 7);
    assert.equal(await last([{ value: 9, timestamp: 9, step: 1 }]), 7);
    assert.equal(await last([{ value: 1, timestamp: 6, step: 2 }]), 1);
    assert.equal(await last([{ value: -1, timestamp: 6, step: 2 }]), 1);
    assert.equal(await last([{ value: 3, timestamp: 6, step: 2 }]), 3);
  });

  it("give long histories back whole, in any order of arrival, and take nothing twice", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const steps = Array.from({ length: MANY }, (_, step) => step);
    // Every seventh point comes late, when its neighbours may be packed already.
    const arrival = [...steps.filter((step) => step % 7 !== 0), ...steps.filter((step) => step % 7 === 0)];
    const metrics = arrival.map((step) => ({ key: "m", value: Math.sin(step), timestamp: 1000 + step, step }));
    for (let start = 0; start < MANY; start += 1000) {
      await store.runs.log(id, { metrics: metrics.slice(start, start + 1000) });
    }
    await store.runs.log(id, { metrics: metrics.slice(0, 1000) });
    const points = await history(store, id, "m");
    assert.deepEqual(
      points.map((point) => point.step),
      steps,
    );
    assert.deepEqual(
      points.map((point) => point.value),
      steps.map(Math.sin),
    );
  });

  it("are all there for a reader while they are packed", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    let acknowledged = 0;
    const writing = (async () => {
      for (let start = 0; start < 3 * MANY; start += 500) {
        const steps = Array.from({ length: 500 }, (_, i) => start + i);
        await store.runs.log(id, { metrics: steps.map((step) => ({ key: "m", value: step, timestamp: step, step })) });
        acknowledged = start + 500;
      }
    })();
    while (acknowledged < 3 * MANY) {
      const before = acknowledged;
      const { length } = await history(store, id, "m");
      assert.ok(length >= before, `${length} points were read after ${before} had been acknowledged`);
      await setImmediate();
    }
    await writing;
  });

  it("take nothing twice out of blocks, segments and single points", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const batch = (from: number, count: number): MetricInput[] =>
      Array.from({ length: count }, (_, i) => ({ key: "m", value: from + i, timestamp: from + i, step: 0 }));
    for (let start = 0; start < 6000; start += 1000) await store.runs.log(id, { metrics: batch(start, 1000) });
    await store.runs.log(id, { metrics: batch(6000, 40) });
    await store.runs.log(id, { metrics: batch(6040, 3) });
    for (const [from, count] of [
      [10, 1000],
      [5500, 543],
      [6041, 1],
    ] as const) {
      await store.runs.log(id, { metrics: batch(from, count) });
    }
    assert.equal((await history(store, id, "m")).length, 6043);
  });

  it("page a history", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await store.runs.log(id, {
      metrics: [3, 1, 2, 5, 4].map((step) => ({ key: "m", value: step, timestamp: step, step })),
    });
    const seen: unknown[] = [];
    let pageToken: string | undefined;
    do {
      const page = await decoded(await store.metrics.history(id, "m", { maxResults: 2, pageToken }));
      assert.ok(isPage(page));
      seen.push(...page.metrics.map((point) => point.step));
      pageToken = page.next_page_token;
    } while (pageToken !== undefined);
    assert.deepEqual(seen, [1, 2, 3, 4, 5]);
    await assert.rejects(
      store.metrics.history(id, "m", { maxResults: 2, pageToken: "nonsense" }),
      refusal("INVALID_PARAMETER_VALUE"),
    );
  });

  it("spread an interval evenly over the points", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const metrics = Array.from({ length: 10 }, (_, step) => ({ key: "m", value: step, timestamp: step, step }));
    await store.runs.log(id, { metrics });
    const steps = async (query: { startStep?: number; endStep?: number; maxResults: number }): Promise<unknown> => {
      const page = await decoded(await store.metrics.historyInterval([id], "m", query));
      return isPage(page) ? page.metrics.map((point) => point.step) : page;
    };
    assert.deepEqual(await steps({ maxResults: 3 }), [0, 4, 9]);
    assert.deepEqual(await steps({ maxResults: 5 }), [0, 2, 4, 6, 9]);
    assert.deepEqual(await steps({ startStep: 2, endStep: 4, maxResults: 100 }), [2, 3, 4]);
    assert.deepEqual(await steps({ startStep: 20, endStep: 30, maxResults: 100 }), {});
  });

  it("spread an interval over packed and loose points as over all of them", async (test) => {
    const store = await open(test);
    const steps = Array.from({ length: 11_000 }, (_, i) => i * 3);
    const late = [...steps.slice(5000), ...steps.slice(0, 5000)];
    const same = steps.map(() => 7);
    for (const arrival of [steps, late, same]) {
      const id = await startRun(store);
      for (let start = 0; start < arrival.length; start += 1000) {
        const batch = arrival.slice(start, start + 1000);
        const metrics = batch.map((step, i) => ({ key: "m", value: Math.sin(start + i), timestamp: start + i, step }));
        await store.runs.log(id, { metrics });
      }
      const all = (await history(store, id, "m")).toSorted((a, b) => Number(a.step) - Number(b.step));
      for (const [startStep, endStep] of [[], [100, 20_000], [12_288, 12_288 * 2], [3 * 10_999]] as const) {
        const within = all.filter(({ step }) => Number(step) >= (startStep ?? 0) && Number(step) <= (endStep ?? 1e9));
        const query = { ...(startStep === undefined ? {} : { startStep, endStep: endStep ?? 1e9 }), maxResults: 250 };
        const page = await decoded(await store.metrics.historyInterval([id], "m", query));
        const expected = Array.from(intervalIndices(within.length, 250), (index) => within[index]?.value);
        assert.deepEqual(isPage(page) ? page.metrics.map((point) => point.value) : [], expected);
      }
    }
  });

  it("draw series with their true extremes, short and long", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const count = 30_000;
    const value = (step: number): number => (step === 17_123 ? 1e6 : Math.cos(step));
    for (let start = 0; start < count; start += 1000) {
      const batch = Array.from({ length: 1000 }, (_, i) => start + i);
      await store.runs.log(id, {
        metrics: batch.map((step) => ({ key: "long", value: value(step), timestamp: step, step })),
      });
    }
    await store.runs.log(id, { metrics: [{ key: "short", value: 1, timestamp: 1, step: 1 }] });
    const body = await store.tables.series({ runIds: [id, "missing"], keys: ["long", "short", "none"], width: 200 });
    const [long, short, ...rest] = decodeSeries(body);
    assert.deepEqual([long?.key, short?.key, rest.length], ["long", "short", 0]);
    assert.deepEqual([...(short?.columns["values"] ?? [])], [1]);
    const maxs = Array.from(long?.columns["maxs"] ?? [], Number);
    assert.ok(maxs.length <= 200);
    assert.equal(Math.max(...maxs), 1e6);
    const counts = Array.from(long?.columns["counts"] ?? [], Number);
    assert.equal(
      counts.reduce((a, b) => a + b, 0),
      count,
    );
  });

  it("keep aggregates that fit the points, however they arrive", async (test) => {
    const store = await open(test);
    const point = fc.record({
      value: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN)),
      timestamp: fc.integer({ min: 0, max: 3 }),
      step: fc.integer({ min: 0, max: 3 }),
    });
    const batches = fc.array(fc.array(point, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, async (logged) => {
        const id = await startRun(store);
        for (const batch of logged) {
          await store.runs.log(id, { metrics: batch.map((metric) => ({ key: "m", ...metric })) });
        }
        const distinct = new Map(logged.flat().map((p) => [`${p.step} ${p.timestamp} ${p.value + 0}`, p.value + 0]));
        const numbers = [...distinct.values()].filter((value) => !Number.isNaN(value));
        assert.equal((await history(store, id, "m")).length, distinct.size);
        assert.deepEqual(await aggregates(store, id), [
          distinct.size,
          numbers.length === 0 ? null : Math.min(...numbers),
          numbers.length === 0 ? null : Math.max(...numbers),
        ]);
      }),
      { numRuns: 40 },
    );
  });
});

/** The count, minimum and maximum of the metric "m" as tables show them. */
async function aggregates(store: Store, runId: string): Promise<unknown> {
  const filter = `run_id = '${runId}'`;
  const query = { filter, orderBy: [], view: "ALL", maxResults: 1, pageToken: undefined } as const;
  const table = await decoded(
    await store.tables.runTable(["0"], query, ["metrics.m.count", "metrics.m.min", "metrics.m.max"]),
  );
  return [0, 1, 2].map((column) => pick(table, "columns", column, "values", 0));
}

interface Page {
  metrics: { key: string; value: number | string; timestamp: number; step: number }[];
  next_page_token?: string;
}

function isPage(value: unknown): value is Page {
  return typeof value === "object" && value !== null && "metrics" in value;
}

async function history(store: Store, runId: string, key: string): Promise<Page["metrics"]> {
  const page = await decoded(await store.metrics.history(runId, key, { maxResults: undefined, pageToken: undefined }));
  return isPage(page) ? page.metrics : [];
}
