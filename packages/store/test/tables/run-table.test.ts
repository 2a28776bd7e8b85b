import assert from "node:assert/strict";
import { it } from "node:test";
import type { SearchQuery, Store } from "@millrace/store";
import { messageOf } from "../search/walk.ts";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const ALL: SearchQuery = { filter: "", orderBy: [], view: "ACTIVE_ONLY", maxResults: 1000, pageToken: undefined };

onEveryDatabase("run tables", (open) => {
  it("give asked columns row by row, with the total on every page", async (test) => {
    const store = await open(test);
    await fill(store);
    const columns = [
      "attributes.run_name",
      "attributes.status",
      "attributes.end_time",
      "attributes.experiment_id",
      "attributes.lifecycle_stage",
      "metrics.loss",
      "metrics.loss.min",
      "metrics.loss.max",
      "metrics.loss.mean",
      "metrics.loss.sum",
      "metrics.loss.count",
      "metrics.loss.std",
      "metrics.loss.last",
      "metrics.nothing",
      "params.p q.r",
      "tags.nothing",
    ];
    const table = await read(store, { ...ALL, orderBy: ["metrics.loss"] }, columns);
    assert.equal(table.total, 3);
    assert.equal(table.token, undefined);
    assert.deepEqual(table.columns, [
      ["attributes.run_name", ["b", "a", "c"]],
      ["attributes.status", ["RUNNING", "FINISHED", "RUNNING"]],
      ["attributes.end_time", [null, 9007199254740993n.toString(), null].map((cell) => cell && Number(cell))],
      ["attributes.experiment_id", ["0", "0", "0"]],
      ["attributes.lifecycle_stage", ["active", "active", "active"]],
      ["metrics.loss", ["-Infinity", "NaN", null]],
      ["metrics.loss.min", ["-Infinity", 1, null]],
      ["metrics.loss.max", [2, 3, null]],
      ["metrics.loss.mean", ["-Infinity", 2, null]],
      ["metrics.loss.sum", ["-Infinity", 4, null]],
      ["metrics.loss.count", [2, 3, null]],
      ["metrics.loss.std", ["NaN", Math.SQRT2, null]],
      ["metrics.loss.last", ["-Infinity", "NaN", null]],
      ["metrics.nothing", [null, null, null]],
      ["params.p q.r", [null, "0.1", null]],
      ["tags.nothing", [null, null, null]],
    ]);
    const first = await read(store, { ...ALL, maxResults: 2 }, ["attributes.run_id"]);
    const second = await read(store, { ...ALL, maxResults: 2, pageToken: first.token }, ["attributes.run_id"]);
    assert.deepEqual([first.total, second.total, second.token], [3, 3, undefined]);
    assert.equal(new Set([...first.columns, ...second.columns].flatMap(([, values]) => values)).size, 3);
  });

  it("count what matches the filter", async (test) => {
    const store = await open(test);
    await fill(store);
    const totals: readonly (readonly [string, SearchQuery["view"], number])[] = [
      ["metrics.loss < 1", "ACTIVE_ONLY", 1],
      ["metrics.loss.min <= 1", "ACTIVE_ONLY", 2],
      ["metrics.nothing < 1", "ACTIVE_ONLY", 0],
      ["NOT metrics.loss < 1", "ALL", 3],
      ["params.`p q.r` = '0.1' OR run_name = 'c'", "ACTIVE_ONLY", 2],
      ["", "ALL", 4],
      ["", "DELETED_ONLY", 1],
    ];
    for (const [filter, view, total] of totals) {
      assert.equal((await read(store, { ...ALL, filter, view, maxResults: 1 }, [])).total, total, filter);
    }
    const nowhere = await messageOf(await store.tables.runTable([], ALL, ["metrics.loss"]));
    assert.deepEqual(nowhere, { total: 0, columns: [{ name: "metrics.loss", values: [] }] });
  });

  it("refuse columns that do not exist", async (test) => {
    const store = await open(test);
    for (const column of ["", "status", "attributes.nothing", "attributes.", "metric.loss", "metrics.", "x.y"]) {
      await assert.rejects(store.tables.runTable(["0"], ALL, [column]), refusal("INVALID_PARAMETER_VALUE"), column);
    }
  });

  it("know the keys of active runs, the commonest first", async (test) => {
    const store = await open(test);
    await fill(store);
    const other = await store.experiments.create({ name: "other", tags: [] });
    await startNamed(store, "d", other, [0]);
    assert.deepEqual(await store.tables.keys(["0"]), {
      metrics: [{ key: "loss", runs: 2 }],
      params: [{ key: "p q.r", runs: 1 }],
      tags: [{ key: "mlflow.runName", runs: 3 }],
    });
    const { metrics, tags } = await store.tables.keys(["0", other, "77"]);
    assert.deepEqual([metrics, tags], [[{ key: "loss", runs: 3 }], [{ key: "mlflow.runName", runs: 4 }]]);
    assert.deepEqual(await store.tables.keys([]), { metrics: [], params: [], tags: [] });
    await assert.rejects(store.tables.keys(["x"]), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("keep aggregates of the least and greatest doubles within them", async (test) => {
    const store = await open(test);
    const values = { least: [0, 5e-324], less: [5e-324, 5e-324, 5e-324], tiny: [1e-200, 3e-200], huge: [9e153, 9e153] };
    const run = await startNamed(store, "a", "0", []);
    const metrics = Object.entries(values).flatMap(([key, list]) =>
      list.map((value, step) => ({ key, value, timestamp: 1, step })),
    );
    await store.runs.log(run, { metrics });
    const names = Object.keys(values).flatMap((key) => [`metrics.${key}.mean`, `metrics.${key}.std`]);
    const { columns } = await read(store, ALL, names);
    assert.deepEqual(
      columns.map(([, [cell]]) => cell),
      [0, 0, 5e-324, 0, 2e-200, 0, 9e153, 0],
    );
  });
});

/** Three runs: `a` with numbers and NaN, `b` with -Infinity, `c` empty; and a deleted one. */
async function fill(store: Store): Promise<void> {
  const a = await startNamed(store, "a", "0", [1, 3, Number.NaN]);
  await store.runs.log(a, { params: [{ key: "p q.r", value: "0.1" }] });
  await store.runs.update(a, { status: "FINISHED", endTime: 9007199254740993n });
  await startNamed(store, "b", "0", [2, Number.NEGATIVE_INFINITY]);
  await startNamed(store, "c", "0", []);
  const gone = await startNamed(store, "gone", "0", [5]);
  await store.runs.log(gone, { metrics: [{ key: "only here", value: 1, timestamp: 1 }] });
  await store.runs.delete(gone);
}

async function startNamed(
  store: Store,
  name: string,
  experimentId: string,
  values: readonly number[],
): Promise<string> {
  const tags = [{ key: "mlflow.runName", value: name }];
  const { info } = await store.runs.create({ experimentId, name, userId: "ada", startTime: 1, tags });
  const metrics = values.map((value, step) => ({ key: "loss", value, step, timestamp: step }));
  await store.runs.log(info.run_id, { metrics });
  return info.run_id;
}

async function read(store: Store, query: SearchQuery, names: readonly string[]) {
  const table = await messageOf(await store.tables.runTable(["0"], query, names));
  const columns = table.columns.map(({ name, values }) => [name, values] as const);
  return { total: table.total, columns, token: table.next_page_token };
}
