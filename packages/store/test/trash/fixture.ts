import { describe, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore, type PurgeItem, type Store } from "@millrace/store";
import { DATABASES } from "@millrace/testkit";
import type { Database } from "../../src/database/sql.ts";
import { openDatabase } from "../../src/dialects/open.ts";
import { PACK_AT } from "../../src/metrics/packer.ts";
import { startRun } from "../support/stores.ts";

/** A store, and its database for looks and changes behind its back. */
export interface Fixture {
  readonly store: Store;
  readonly database: Database;
  /** How many rows every table has, without those that never shrink. */
  readonly counts: () => Promise<Record<string, number>>;
}

/** Runs a suite on every database. */
export function onEveryDatabase(name: string, suite: (open: (test: TestContext) => Promise<Fixture>) => void): void {
  for (const kind of DATABASES) {
    describe(`${name} on ${kind.name}`, { skip: kind.skip }, () => {
      suite(async (test) => {
        const { uri, drop } = await kind.fresh();
        const store = await openStore({ uri, artifactRoot: "/artifacts", onBackgroundError: fail });
        const database = await openDatabase(uri);
        test.after(async () => {
          await database.close();
          await store.close();
          await drop();
        });
        return { store, database, counts: () => countAll(database, kind.name) };
      });
    });
  }
}

function fail(error: unknown): void {
  throw error;
}

const TABLES = {
  sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  postgresql: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
};

async function countAll({ read }: Database, kind: keyof typeof TABLES): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of await read.all<{ name: string }>(TABLES[kind])) {
    if (name === "entity_key" || name === "millrace_migration") continue;
    const row = await read.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${name}`);
    counts[name] = Number(row?.rows);
  }
  return counts;
}

/** An experiment's run with something in every table that runs fill, and blocks, segments and points among it. */
export async function fullRun(fixture: Fixture, experimentId: string, dataset = "wine"): Promise<string> {
  const { store } = fixture;
  const run = await startRun(store, experimentId);
  const tags = [{ key: "team", value: "botany" }];
  const params = [{ key: "lr", value: "0.1" }];
  await store.runs.log(run, { tags, params });
  for (let start = 0; start < 6000; start += 1000) {
    const metrics = Array.from({ length: 1000 }, (_, index) => {
      const step = start + index;
      return { key: "loss", value: 1 / (step + 1), timestamp: step, step };
    });
    await store.runs.log(run, { metrics });
  }
  const model = await store.loggedModels.create({
    experimentId,
    name: "net",
    modelType: "",
    sourceRunId: run,
    params: [{ key: "depth", value: "3" }],
    tags,
  });
  const metrics = [
    { key: "acc", value: 0.5, timestamp: 1, step: 1, model_id: model.info.model_id },
    { key: "acc", value: 0.6, timestamp: 2, step: 2 },
  ];
  await store.runs.log(run, { metrics });
  const input = { name: dataset, digest: "d", source_type: "local", source: "{}" };
  const context = [{ key: "mlflow.data.context", value: "training" }];
  await store.runs.logInputs(run, [{ dataset: input, tags: context }], [{ model_id: "m-1" }]);
  await store.runs.logOutputs(run, [{ model_id: model.info.model_id, step: 0 }]);
  await packed(fixture);
  return run;
}

/** Waits until all series that are long enough are packed, which happens in the background. */
async function packed({ database }: Fixture): Promise<void> {
  const waiting = "SELECT 1 AS one FROM metric WHERE loose >= ? LIMIT 1";
  while ((await database.read.get(waiting, [PACK_AT])) !== undefined) await sleep(5);
}

/** Deletes runs and finds them in the trash. */
export async function deletedRuns({ store }: Fixture, ids: readonly string[]): Promise<PurgeItem[]> {
  for (const id of ids) await store.runs.delete(id);
  const found = await store.trash.find({ experimentIds: [], runIds: ids, loggedModelIds: [] });
  return ids.flatMap((id) => found.filter((item) => item.id === id));
}

/** Moves the artifacts of a run or logged model, as an import can have them anywhere. */
export async function moveArtifacts(fixture: Fixture, table: "run" | "logged_model", id: string, uri: string) {
  await fixture.database.write((sql) => sql.run(`UPDATE ${table} SET artifact_uri = ? WHERE uuid = ?`, [uri, id]));
}

/** Registers a version of a model. */
export async function registerVersion(
  { database }: Fixture,
  version: { name: string; source: string; storage?: string; loggedModel?: string; deleted?: boolean },
): Promise<void> {
  await database.write(async (sql) => {
    const model = await sql.get<{ id: number }>(
      "INSERT INTO registered_model (name, created_ms, updated_ms) VALUES (?, 1, 1) RETURNING id",
      [version.name],
    );
    await sql.run(
      "INSERT INTO model_version (model_id, version, stage, source, storage_location, run_id, run_link, status, " +
        "logged_model_id, created_ms, updated_ms, deleted) VALUES (?, 1, 'None', ?, ?, '', '', 3, ?, 1, 1, ?)",
      [
        model?.id ?? 0,
        version.source,
        version.storage ?? null,
        version.loggedModel ?? null,
        version.deleted === true ? 1 : 0,
      ],
    );
  });
}
