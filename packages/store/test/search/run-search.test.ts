import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import type { Run } from "@millrace/contract";
import type { Store } from "@millrace/store";
import { onEveryDatabase, readRun, refusal, startRun } from "../support/stores.ts";
import { type ModelRun, numbers, writeRun } from "./model.ts";
import { expected, filters, orders } from "./queries.ts";
import { messageOf, readPage, walk } from "./walk.ts";

const RUNS = 60;
const QUERIES = 120;

onEveryDatabase("runs search", (open) => {
  it("finds what a plain evaluation finds, in its order and in pages of any size", async (test) => {
    const store = await open(test);
    const runs = await writeRuns(store, ["0", await store.experiments.create({ name: "other", tags: [] })]);
    const queries = fc.record({
      filter: fc.option(filters, { nil: undefined }),
      order: orders,
      size: fc.integer({ min: 1, max: 20 }),
      view: fc.constantFrom("ACTIVE_ONLY" as const, "DELETED_ONLY" as const, "ALL" as const),
      experiments: fc.constantFrom<string[][]>(["0"], ["1"], ["1", "0"], ["0", "77"]),
    });
    await fc.assert(
      fc.asyncProperty(queries, async ({ filter, order, size, view, experiments }) => {
        const inScope = runs.filter(
          (run) =>
            experiments.includes(String(run.experiment)) &&
            (view === "ALL" || run.deleted === (view === "DELETED_ONLY")),
        );
        const found = await walk(store, experiments, {
          filter: filter?.text ?? "",
          orderBy: order.map((term) => term.text),
          view,
          maxResults: size,
        });
        assert.deepEqual(
          found,
          expected(inScope, filter, order).map((run) => run.id),
        );
      }),
      { numRuns: QUERIES },
    );
  });

  it("puts runs without a value last, after NaN, in either direction", async (test) => {
    const store = await open(test);
    const log = async (name: string, value?: number): Promise<void> => {
      const id = await startRun(store);
      const metrics = value === undefined ? [] : [{ key: "loss", value, timestamp: 1 }];
      await store.runs.log(id, { metrics, tags: [{ key: "mlflow.runName", value: name }] });
    };
    await log("nothing");
    await log("NaN", Number.NaN);
    await log("-Infinity", Number.NEGATIVE_INFINITY);
    await log("Infinity", Number.POSITIVE_INFINITY);
    await log("1", 1);
    const names = async (order: string): Promise<string[]> => {
      const { runs } = await readPage(store, ["0"], { ...ALL, orderBy: [`metrics.loss ${order}`] });
      return runs.map((run) => run.info.run_name);
    };
    assert.deepEqual(await names("ASC"), ["-Infinity", "1", "Infinity", "NaN", "nothing"]);
    assert.deepEqual(await names("DESC"), ["Infinity", "1", "-Infinity", "NaN", "nothing"]);
  });

  it("answers each run as it is read alone, but for the models that it read", async (test) => {
    const store = await open(test);
    const ids = [await fullRun(store), await startRun(store)];
    const { runs } = await readPage(store, ["0"], { ...ALL, orderBy: ["end_time"] });
    assert.deepEqual(
      runs.map((run) => run.info.run_id),
      ids,
    );
    for (const [index, id] of ids.entries()) {
      const { model_inputs: _, ...inputs } = (await readRun(store, id)).inputs ?? {};
      assert.deepEqual(sorted(runs[index]), sorted({ ...(await readRun(store, id)), inputs }));
    }
  });

  it("writes 64-bit integers and doubles exactly, NaN as text and infinity as the largest double", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const metrics = [
      { key: "a", value: 0.1 + 0.2, timestamp: 9007199254740993n, step: -9223372036854775808n },
      { key: "b", value: Number.NaN, timestamp: 1 },
      { key: "c", value: Number.POSITIVE_INFINITY, timestamp: 1 },
      { key: "d", value: Number.NEGATIVE_INFINITY, timestamp: 1 },
      { key: "e", value: 5e-324, timestamp: 1 },
    ];
    await store.runs.log(id, { metrics });
    let text = "";
    for await (const chunk of (await store.runs.search(["0"], ALL)).chunks) text += chunk;
    assert.match(text.replaceAll(" ", ""), /"timestamp":9007199254740993,"step":-9223372036854775808}/);
    const [run] = (await readPage(store, ["0"], ALL)).runs;
    const values = new Map(run?.data.metrics?.map(({ key, value }) => [key, value]));
    assert.equal(values.get("a"), 0.1 + 0.2);
    assert.equal(values.get("b"), "NaN");
    assert.equal(values.get("c"), Number.MAX_VALUE);
    assert.equal(values.get("d"), -Number.MAX_VALUE);
    assert.equal(values.get("e"), 5e-324);
  });

  it("walks through the runs that were there while others are added", async (test) => {
    const store = await open(test);
    const random = numbers(9);
    const there: string[] = [];
    for (let index = 0; index < 20; index += 1) there.push((await writeRun(store, 0, random)).id);
    for (const orderBy of [[], ["metrics.loss DESC"], ["params.p", "metrics.acc"], ["run_name DESC"]]) {
      const query = { ...ALL, view: "ALL", orderBy } as const;
      const before = await walk(store, ["0"], { ...query, maxResults: 1000 });
      const during = await walk(store, ["0"], { ...query, maxResults: 3 }, async () => {
        await writeRun(store, 0, random);
      });
      assert.deepEqual(
        during.filter((id) => before.includes(id)),
        before,
      );
    }
  });

  it("finds nothing without experiments and in unknown ones, and gives an empty object", async (test) => {
    const store = await open(test);
    await startRun(store);
    for (const experiments of [[], ["77"], ["9223372036854775807"]]) {
      assert.deepEqual(await messageOf(await store.runs.search(experiments, ALL)), {});
    }
    await assert.rejects(store.runs.search(["x"], ALL), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("reads many experiments together as it reads few", async (test) => {
    const store = await open(test);
    const ids: string[] = [];
    const experiments: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      experiments.push(await store.experiments.create({ name: `experiment ${index}`, tags: [] }));
      ids.push(await startRun(store, experiments.at(-1)));
    }
    const found = await walk(store, experiments, { ...ALL, maxResults: 5 });
    assert.deepEqual(found, ids.toSorted());
  });

  it("gives long pages in pieces of bounded size", async (test) => {
    const store = await open(test);
    const ids = await Promise.all(Array.from({ length: 150 }, () => startRun(store)));
    const profile = "x".repeat(3_000_000);
    for (const [index, id] of ids.slice(0, 3).entries()) {
      const dataset = { name: "large", digest: String(index), source_type: "local", source: "{}", profile };
      await store.runs.logInputs(id, [{ dataset }], []);
    }
    let text = "";
    for await (const chunk of (await store.runs.search(["0"], ALL)).chunks) {
      assert.ok(chunk.length < 5_000_000);
      text += chunk;
    }
    const { runs = [] } = JSON.parse(text) as { runs?: Run[] };
    assert.deepEqual(
      runs.map((run) => run.info.run_id),
      ids.toSorted(),
    );
    const profiles = runs.flatMap((run) => run.inputs?.dataset_inputs ?? []).map((input) => input.dataset.profile);
    assert.deepEqual(profiles, [profile, profile, profile]);
  });

  it("refuses page tokens that it did not give out for this search", async (test) => {
    const store = await open(test);
    for (let index = 0; index < 3; index += 1) await startRun(store);
    const query = { ...ALL, maxResults: 1, orderBy: ["metrics.loss"] };
    const { token } = await readPage(store, ["0"], query);
    assert.ok(token !== undefined);
    await readPage(store, ["0"], { ...query, maxResults: 2, pageToken: token });
    const foreign = [
      { ...query, orderBy: ["metrics.loss DESC"] },
      { ...query, filter: "metrics.loss < 1" },
      { ...query, view: "ALL" },
    ] as const;
    for (const other of foreign)
      await assert.rejects(readPage(store, ["0"], { ...other, pageToken: token }), refusal(IPV));
    await assert.rejects(readPage(store, ["1"], { ...query, pageToken: token }), refusal(IPV));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), forged(token)), (pageToken) =>
        assert.rejects(readPage(store, ["0"], { ...query, pageToken }), refusal(IPV)),
      ),
      { numRuns: 50 },
    );
  });

  it("takes lists of 5000 values, also in many experiments", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    await startRun(store);
    const metrics = [{ key: "m", value: 4999, timestamp: 1 }];
    await store.runs.log(id, { metrics, params: [{ key: "p", value: "4999" }] });
    const values = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);
    const texts = values(0, 5000).map((value) => `'${value}'`);
    const branches = values(0, 20).map((branch) => `metrics.m IN (${values(branch * 250, 250).join(",")})`);
    const experiments = values(0, 1024).map(String);
    for (const filter of [
      `run_id IN (${[...texts.slice(1), `'${id}'`].join(",")})`,
      `metrics.m IN (${values(0, 5000).join(",")})`,
      `params.p IN (${texts.join(",")})`,
    ]) {
      for (const orderBy of [[], ["metrics.m"], ["params.p DESC"]]) {
        for (const some of [["0"], experiments]) {
          const found = await walk(store, some, { ...ALL, filter, orderBy, maxResults: 1 });
          assert.deepEqual(found, [id], `${filter.slice(0, 20)} ${orderBy.join()}`);
        }
      }
    }
    const more = values(0, 780).map(() => "metrics.m < 5e3");
    const filter = [`(${branches.join(" OR ")})`, ...more].join(" AND ");
    assert.deepEqual(await walk(store, experiments, { ...ALL, filter }), [id]);
  });

  it("reads a run with more datasets than one query reads", async (test) => {
    const store = await open(test);
    const id = await startRun(store);
    const datasets = Array.from({ length: 1100 }, (_, index) => ({
      dataset: { name: `set ${index}`, digest: "d", source_type: "local", source: "{}" },
    }));
    await store.runs.logInputs(id, datasets, []);
    const { runs } = await readPage(store, ["0"], ALL);
    for (const run of [await readRun(store, id), ...runs]) {
      assert.deepEqual(
        run.inputs?.dataset_inputs?.map(({ dataset }) => dataset.name),
        datasets.map(({ dataset }) => dataset.name),
      );
    }
  });

  it("takes filters and orders of any size that the language allows", async (test) => {
    const store = await open(test);
    await startRun(store);
    const many = (count: number, item: (index: number) => string, separator: string): string =>
      Array.from({ length: count }, (_, index) => item(index)).join(separator);
    const queries = [
      { filter: many(1000, (index) => `user_id != 'user ${index}'`, " AND "), found: 1 },
      { filter: many(1000, (index) => `user_id = 'user ${index}'`, " OR "), found: 0 },
      { filter: many(300, (index) => `tags.\`mlflow.runName\` != '${index}'`, " AND "), found: 1 },
      { filter: `user_id NOT IN (${many(5000, (index) => `'${index}'`, ",")})`, found: 1 },
      { filter: `tags.\`mlflow.runName\` IN (${many(5000, (index) => `'${index}'`, ",")})`, found: 0 },
    ];
    for (const { filter, found } of queries) {
      assert.equal((await readPage(store, ["0"], { ...ALL, filter })).runs.length, found);
    }
    const orderBy = Array.from({ length: 30 }, (_, index) => `tags.key${index}`);
    const tags = orderBy.map((name) => ({ key: name.slice(5), value: "x" }));
    await store.runs.log(await startRun(store), { tags });
    assert.equal((await readPage(store, ["0"], { ...ALL, orderBy })).runs.length, 2);
    const more = { ...ALL, orderBy: [...orderBy, "tags.`mlflow.runName`"] };
    await assert.rejects(readPage(store, ["0"], more), refusal(IPV));
  });
});

const IPV = "INVALID_PARAMETER_VALUE";
const ALL = { filter: "", orderBy: [], view: "ACTIVE_ONLY", maxResults: 1000, pageToken: undefined } as const;

/** The token with other keys in it. */
function forged(token: string): fc.Arbitrary<string> {
  const parsed = JSON.parse(Buffer.from(token, "base64url").toString()) as { k: unknown[] };
  const key = fc.oneof(
    fc.string(),
    fc.double({ noInteger: true }),
    fc.constant(null),
    fc.constant({ i: "9".repeat(19) }),
  );
  return fc
    .tuple(fc.nat({ max: parsed.k.length - 1 }), key)
    .filter(([index, value]) => typeof value !== typeof parsed.k[index])
    .map(([index, value]) =>
      Buffer.from(JSON.stringify({ ...parsed, k: parsed.k.with(index, value) })).toString("base64url"),
    );
}

async function fullRun(store: Store): Promise<string> {
  const id = await startRun(store);
  await store.runs.log(id, {
    metrics: [
      { key: "loss", value: 0.25, timestamp: 7, step: 3 },
      { key: "größe", value: Number.NaN, timestamp: 8 },
    ],
    params: [{ key: "p", value: 'quote " and \\ and 😀' }],
    tags: [{ key: "t", value: "line\nbreak" }],
  });
  const dataset = { name: "iris", digest: "d1", source_type: "local", source: "{}", schema: "[1]", profile: "{}" };
  const tags = [{ key: "mlflow.data.context", value: "train" }];
  const bare = { name: "wine", digest: "d2", source_type: "s3", source: "{}" };
  await store.runs.logInputs(id, [{ tags, dataset }, { dataset: bare }], [{ model_id: "m-1" }]);
  await store.runs.logOutputs(id, [{ model_id: "m-2", step: 5 }]);
  await store.runs.update(id, { status: "FINISHED", endTime: 99 });
  return id;
}

/** A run with its lists by key, whose order has no meaning. */
function sorted(run: Run | undefined): Run | undefined {
  if (run === undefined) return undefined;
  const { metrics, params, tags } = run.data;
  const byKey = <Item extends { key: string }>(items: readonly Item[] | undefined): Item[] =>
    (items ?? []).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { ...run, data: { metrics: byKey(metrics), params: byKey(params), tags: byKey(tags) } };
}

async function writeRuns(store: Store, experiments: readonly string[]): Promise<ModelRun[]> {
  const random = numbers(7);
  const runs: ModelRun[] = [];
  for (let index = 0; index < RUNS; index += 1) {
    runs.push(await writeRun(store, Number(experiments[index % experiments.length]), random));
  }
  return runs;
}
