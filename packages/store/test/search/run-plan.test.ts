import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { parseRunFilter, parseRunOrder } from "@millrace/filter";
import { openStore, type Store } from "@millrace/store";
import { DATABASES } from "@millrace/testkit";
import type { Database, Sql, SqlValue } from "../../src/database/sql.ts";
import { openDatabase } from "../../src/dialects/open.ts";
import { Keys } from "../../src/keys/keys.ts";
import { filterFields, findKeys } from "../../src/search/known-keys.ts";
import { findRuns } from "../../src/search/page.ts";
import { runOrder } from "../../src/search/run-order.ts";
import { planRuns } from "../../src/search/run-plan.ts";
import { scopesOf } from "../../src/search/scope.ts";
import { type ModelRun, numbers, writeRun } from "./model.ts";
import { expected, filters, orders } from "./queries.ts";

const RUNS = 40;
const EVERY_SET = Number.MAX_SAFE_INTEGER;
const NO_SET = 0;

interface Asked {
  readonly filter: string;
  readonly orderBy: readonly string[];
}

for (const { name, skip, fresh } of DATABASES) {
  describe(`plans on ${name}`, { skip }, () => {
    it("find the same runs in the same order from a set and along an index", async (test) => {
      const { store, database } = await openBoth(test, fresh);
      const random = numbers(3);
      const runs: ModelRun[] = [];
      for (let index = 0; index < RUNS; index += 1) runs.push(await writeRun(store, 0, random));
      await fc.assert(
        fc.asyncProperty(filters, orders, async (filter, order) => {
          const asked = { filter: filter.text, orderBy: order.map((term) => term.text) };
          const active = runs.filter((run) => !run.deleted);
          const wanted = expected(active, filter, order).map((run) => run.id);
          assert.deepEqual(await uuids(database, await search(database, database.read, asked, EVERY_SET)), wanted);
          assert.deepEqual(await uuids(database, await search(database, database.read, asked, NO_SET)), wanted);
        }),
        { numRuns: 100 },
      );
    });
  });
}

describe("plans of SQLite", () => {
  const cases: readonly (Asked & {
    readonly name: string;
    readonly set?: boolean;
    readonly plan: readonly RegExp[];
  })[] = [
    { name: "the newest runs", filter: "", orderBy: [], plan: [/^SEARCH r USING COVERING INDEX run_newest/] },
    {
      name: "a filter by metric, along the newest",
      filter: "metrics.loss < 1",
      orderBy: [],
      plan: [
        /^SEARCH r USING COVERING INDEX run_newest/,
        /^SEARCH m EXISTS USING PRIMARY KEY \(run_id=\? AND key_id=\?\)/,
      ],
    },
    {
      name: "an order by metric",
      filter: "params.p = 'a'",
      orderBy: ["metrics.loss DESC"],
      plan: [
        /^SEARCH o0 USING COVERING INDEX metric_by_value \(experiment_id=\? AND key_id=\? AND last_value<\?\)/,
        /^SEARCH r USING INTEGER PRIMARY KEY/,
        /^SEARCH p EXISTS USING PRIMARY KEY \(run_id=\? AND key_id=\?\)/,
        /^USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY/,
      ],
    },
    {
      name: "a filter and an order by the same metric",
      filter: "metrics.loss > 1",
      orderBy: ["metrics.loss"],
      plan: [
        /^SEARCH o0 USING COVERING INDEX metric_by_value \(experiment_id=\? AND key_id=\? AND last_value>\? AND last_value<\?\)/,
        /^SEARCH r USING INTEGER PRIMARY KEY/,
        /^SEARCH m EXISTS USING PRIMARY KEY/,
        /^USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY/,
      ],
    },
    {
      name: "an order by parameter",
      filter: "",
      orderBy: ["params.p"],
      plan: [
        /^SEARCH o0 USING INDEX param_by_value \(experiment_id=\? AND key_id=\?\)/,
        /^SEARCH r USING INTEGER PRIMARY KEY/,
        /^USE TEMP B-TREE FOR LAST 3 TERMS OF ORDER BY/,
      ],
    },
    {
      name: "a rare tag",
      filter: "tags.q = 'a'",
      orderBy: [],
      set: true,
      plan: [
        /^SEARCH tag USING COVERING INDEX tag_by_value \(experiment_id=\? AND key_id=\? AND <expr>=\?\)/,
        /^SEARCH r USING INTEGER PRIMARY KEY/,
        /^SEARCH p EXISTS USING PRIMARY KEY/,
        /^USE TEMP B-TREE FOR ORDER BY/,
      ],
    },
    {
      name: "a list of runs",
      filter: "run_id IN ('a', 'b')",
      orderBy: [],
      set: true,
      plan: [
        /^SEARCH run USING COVERING INDEX sqlite_autoindex_run_1 \(uuid=\?\)/,
        /^SEARCH r USING INTEGER PRIMARY KEY/,
        /^USE TEMP B-TREE FOR ORDER BY/,
      ],
    },
  ];

  for (const { name, set = false, plan, ...asked } of cases) {
    it(`use indexes for ${name}`, async (test) => {
      const [sqlite] = DATABASES;
      assert.ok(sqlite !== undefined);
      const { store, database } = await openBoth(test, sqlite.fresh);
      const random = numbers(5);
      for (let index = 0; index < 3; index += 1) await writeRun(store, 0, random);
      const recorder = new Recorder(database.read);
      await search(database, recorder, asked, set ? EVERY_SET : NO_SET);
      const queries = recorder.queries.filter(({ text }) => text.startsWith("SELECT r.id AS id"));
      const [first] = queries;
      const query = isFreshQuery(first) ? queries[1] : first;
      assert.ok(query !== undefined);
      const steps = await database.read.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${query.text}`, query.params);
      assert.equal(steps.length, plan.length, JSON.stringify(steps));
      for (const [index, step] of steps.entries()) assert.match(step.detail, plan[index] ?? /^nothing/);
    });
  }
});

/** Whether a query looks at runs that are not indexed yet, which is done before the indexes are used. */
function isFreshQuery(query: { readonly text: string } | undefined): boolean {
  return query?.text.includes("fresh = 1") ?? false;
}

/** A store to write with, and its database to plan on. */
async function openBoth(
  test: TestContext,
  fresh: (typeof DATABASES)[number]["fresh"],
): Promise<{ store: Store; database: Database }> {
  const { uri, drop } = await fresh();
  const store = await openStore({
    uri,
    artifactRoot: "/artifacts",
    onBackgroundError: (error) => assert.ifError(error),
  });
  const database = await openDatabase(uri);
  test.after(async () => {
    await database.close();
    await store.close();
    await drop();
  });
  return { store, database };
}

/** The internal ids that a search in experiment 0 finds when sets below `smallSet` runs are read whole. */
async function search(database: Database, read: Sql, { filter, orderBy }: Asked, smallSet: number): Promise<number[]> {
  const [node, terms] = [parseRunFilter(filter), parseRunOrder(orderBy)];
  const fields = [...filterFields(node), ...terms.map((term) => term.field)];
  const keys = await findKeys(database, new Keys(database), [0], fields);
  const order = runOrder(terms, keys);
  const question = { scopes: scopesOf([0], "ACTIVE_ONLY"), filter: node, order };
  const plan = await planRuns(read, question, { dialect: database.dialect, keys }, smallSet);
  const found = await findRuns(read, database.dialect, plan, { after: undefined, limit: 1000 });
  return found.map((run) => run.id);
}

async function uuids({ read }: Database, ids: readonly number[]): Promise<string[]> {
  const rows = await read.all<{ id: number; uuid: string }>("SELECT id, uuid FROM run");
  const byId = new Map(rows.map((row) => [row.id, row.uuid]));
  return ids.map((id) => byId.get(id) ?? "");
}

/** Passes queries on and keeps them. */
class Recorder implements Sql {
  readonly queries: { readonly text: string; readonly params: readonly SqlValue[] }[] = [];
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  all<R extends object>(text: string, params: readonly SqlValue[] = []): Promise<R[]> {
    this.queries.push({ text, params });
    return this.#sql.all<R>(text, params);
  }

  get<R extends object>(text: string, params: readonly SqlValue[] = []): Promise<R | undefined> {
    this.queries.push({ text, params });
    return this.#sql.get<R>(text, params);
  }

  run(text: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.#sql.run(text, params);
  }

  insert(...insert: Parameters<Sql["insert"]>): Promise<void> {
    return this.#sql.insert(...insert);
  }
}
