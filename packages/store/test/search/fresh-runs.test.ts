import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { openStore, type Store } from "@millrace/store";
import { DATABASES } from "@millrace/testkit";
import { openDatabase } from "../../src/dialects/open.ts";
import { startRun } from "../support/stores.ts";
import { type ModelRun, numbers, writeRun } from "./model.ts";
import { expected, filters, orders } from "./queries.ts";
import { messageOf, walk } from "./walk.ts";

/** More runs than a store lets wait for their index entries. */
const MANY = 300;
const MODELLED = 40;
const PATIENCE_MS = 20_000;

for (const { name, skip, fresh } of DATABASES) {
  describe(`fresh runs on ${name}`, { skip }, () => {
    it("are found like all others, before, while and after they are indexed", async (test) => {
      const { store, indexed } = await openWatched(test, fresh);
      const other = await store.experiments.create({ name: "other", tags: [] });
      const random = numbers(11);
      const runs: ModelRun[] = [];
      for (let index = 0; index < MODELLED; index += 1) runs.push(await writeRun(store, 0, random));
      const active = runs.filter((run) => !run.deleted);
      const check = fc.asyncProperty(filters, orders, async (filter, order) => {
        const orderBy = order.map((term) => term.text);
        const query = { filter: filter.text, orderBy, view: "ACTIVE_ONLY", maxResults: 7 } as const;
        const wanted = expected(active, filter, order).map((run) => run.id);
        assert.deepEqual(await walk(store, ["0"], query), wanted);
        const table = await messageOf(await store.tables.runTable(["0"], { ...query, pageToken: undefined }, []));
        assert.equal(table.total, wanted.length);
      });
      await fc.assert(check, { numRuns: 30 });
      const catalogue = await store.tables.keys(["0"]);
      const crowd = (async () => {
        for (let index = 0; index < MANY; index += 1) await startRun(store, other);
      })();
      await fc.assert(check, { numRuns: 60 });
      await crowd;
      await indexed();
      await fc.assert(check, { numRuns: 30 });
      assert.deepEqual(await store.tables.keys(["0"]), catalogue);
    });

    it("are found by what changes after they were indexed", async (test) => {
      const { store, indexed } = await openWatched(test, fresh);
      const id = await startRun(store);
      const metric = (value: number, step: number) => ({ key: "m", value, timestamp: step, step });
      await store.runs.log(id, { metrics: [metric(1, 1)], tags: [{ key: "t", value: "old" }] });
      await indexed();
      await store.runs.log(id, {
        metrics: [metric(2, 2), { ...metric(5, 1), key: "n" }],
        params: [{ key: "p", value: "late" }],
        tags: [{ key: "t", value: "new" }],
      });
      const counts = async (filter: string): Promise<number> =>
        (await walk(store, ["0"], { filter, orderBy: ["metrics.m"], view: "ALL", maxResults: 10 })).length;
      for (const filter of ["metrics.m = 2", "metrics.n = 5", "params.p = 'late'", "tags.t = 'new'"]) {
        assert.equal(await counts(filter), 1, filter);
      }
      for (const filter of ["metrics.m = 1", "tags.t = 'old'"]) assert.equal(await counts(filter), 0, filter);
      await store.runs.deleteTag(id, "t");
      assert.equal(await counts("tags.t = 'new'"), 0);
    });

    it("are indexed by the next server when theirs ends", async (test) => {
      const { uri, store, reopen, indexed } = await openWatched(test, fresh);
      const id = await startRun(store);
      const metrics = Array.from({ length: 2500 }, (_, index) => ({ key: `m${index}`, value: index, timestamp: 1 }));
      for (let start = 0; start < metrics.length; start += 500) {
        await store.runs.log(id, { metrics: metrics.slice(start, start + 500) });
      }
      await store.close();
      const next = await reopen();
      await indexed();
      const query = { filter: "metrics.m2400 > 2399", orderBy: [], view: "ALL", maxResults: 10 } as const;
      assert.deepEqual(await walk(next, ["0"], query), [id], uri);
    });
  });
}

/** A store, and a way to wait until none of its runs is fresh. */
async function openWatched(test: TestContext, fresh: (typeof DATABASES)[number]["fresh"]) {
  const { uri, drop } = await fresh();
  const stores: Store[] = [];
  const reopen = async (): Promise<Store> => {
    const fail = (error: unknown): void => assert.ifError(error);
    const store = await openStore({ uri, artifactRoot: "/artifacts", onBackgroundError: fail });
    stores.push(store);
    return store;
  };
  const store = await reopen();
  const database = await openDatabase(uri);
  test.after(async () => {
    await database.close();
    await Promise.all(stores.map((opened) => opened.close()));
    await drop();
  });
  const indexed = async (): Promise<void> => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const row = await database.read.get<{ runs: number }>(
        "SELECT count(*) AS runs FROM run WHERE fresh = 1 OR id IN (SELECT run_id FROM metric WHERE indexed = 0) OR " +
          "id IN (SELECT run_id FROM tag WHERE indexed = 0) OR id IN (SELECT run_id FROM param WHERE indexed = 0)",
      );
      if (Number(row?.runs) === 0) return;
      assert.ok(performance.now() < deadline, `${row?.runs} runs are still fresh`);
      await delay(50);
    }
  };
  return { uri, store, reopen, indexed };
}
