import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { createForeignDatabase, openBulkStore, openStoreSource } from "@millrace/store/transfer";
import { tempDir } from "@millrace/testkit";
import { exportMlflow } from "../src/mlflow/export/export.ts";
import { createIndexes, createTables } from "../src/mlflow/export/schema.ts";
import { openMlflow } from "../src/mlflow/open.ts";
import { runImport } from "../src/moving/run-import.ts";
import { makeBigDatabase } from "./support/big-database.ts";
import { quietly } from "./support/control.ts";
import { OLD_AND_NEW, writeFiles } from "./support/folder.ts";
import { type Everything, readEverything } from "./support/records.ts";

/** Makes a database with MLflow's tables and rows; gives its URI. */
async function mlflowDatabase(...statements: readonly string[]): Promise<string> {
  const file = path.join(tempDir(), "mlflow.db");
  const database = await createForeignDatabase(file);
  await database.write(async (sql) => {
    await createTables(sql);
    await createIndexes(sql);
    for (const statement of statements) await sql.run(statement);
  });
  await database.close();
  return `sqlite:///${file}`;
}

function freshTarget(): string {
  return `sqlite:///${path.join(tempDir(), "millrace.db")}`;
}

async function everythingOf(from: string): Promise<Everything> {
  await using source = await openMlflow(from);
  return await readEverything(source);
}

async function stored(uri: string): Promise<Everything> {
  await using source = await openStoreSource(uri);
  return await readEverything(source);
}

const EXPERIMENTS =
  "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace) " +
  "VALUES (0, 'Default', '/a/0', 'active', 1, 2, 'default'), (1, 'iris', '/a/1', 'active', 1, 2, 'default'), " +
  "(2, 'secret', '/a/2', 'active', 1, 2, 'team')";
const RUNS =
  "INSERT INTO runs (run_uuid, name, user_id, status, start_time, lifecycle_stage, artifact_uri, experiment_id) " +
  "VALUES ('r1', 'one', 'ada', 'FINISHED', 5, 'active', '/a/1/r1', 1), ('r2', 'two', 'ada', 'FINISHED', 5, 'active', '/a/2/r2', 2)";

describe("an MLflow database", () => {
  it("is told from other databases and from revisions that nobody knows", async () => {
    const target = freshTarget();
    await (await openBulkStore(target)).close();
    await assert.rejects(openMlflow(target), /is no database of an MLflow tracking server/);
    const newer = await mlflowDatabase("UPDATE alembic_version SET version_num = 'ffffffffffff'");
    await assert.rejects(openMlflow(newer), /'ffffffffffff'.*mlflow db upgrade/);
  });

  it("leaves what has no place here and says how much that is", async () => {
    const from = await mlflowDatabase(
      EXPERIMENTS,
      RUNS,
      "INSERT INTO registered_models (name, workspace) VALUES ('svm', 'team'), ('svm', 'default')",
      "INSERT INTO model_versions (name, version, current_stage, workspace) VALUES ('svm', 3, 'Deleted_Internal', 'default')",
      "INSERT INTO webhooks (webhook_id, name, url) VALUES ('w', 'hook', 'https://host/')",
      "INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id) " +
        "VALUES ('i1', 'DATASET', 'gone', 'RUN', 'r1'), ('i2', 'RUN_OUTPUT', 'gone', 'MODEL_OUTPUT', 'm-1')",
    );
    const target = freshTarget();
    const report = await runImport({ from, backendStoreUri: target }, quietly());
    assert.equal(report.same, true);
    assert.deepEqual(report.leftOut, [
      { what: "table webhooks", count: 1 },
      { what: "deleted model versions (their numbers stay taken)", count: 1 },
      { what: "inputs of runs or datasets that are gone", count: 2 },
      { what: "experiments of other workspaces", count: 1 },
      { what: "registered models of other workspaces", count: 1 },
    ]);
    const { runs = [], experiments = [], registeredModels = [] } = await stored(target);
    assert.deepEqual([runs.length, experiments.length], [1, 2]);
    assert.match(JSON.stringify(registeredModels), /"name":"svm".*"lastVersion":3/);
  });

  it("can have its registry in another place", async () => {
    const from = await mlflowDatabase(EXPERIMENTS, RUNS);
    const registryFrom = await mlflowDatabase("INSERT INTO registered_models (name) VALUES ('svm')");
    const target = freshTarget();
    const report = await runImport({ from, registryFrom, backendStoreUri: target }, quietly());
    assert.equal(report.same, true);
    assert.equal((await stored(target)).registeredModels?.length, 1);
  });

  it("does not come into a store that has things of its own in the way", async () => {
    const target = freshTarget();
    await runImport({ from: await mlflowDatabase(EXPERIMENTS, RUNS), backendStoreUri: target }, quietly());
    const before = await stored(target);
    const other = await mlflowDatabase(EXPERIMENTS.replaceAll("1, 2, 'default'", "7, 8, 'default'"));
    await assert.rejects(runImport({ from: other, backendStoreUri: target }, quietly()), {
      code: "INVALID_PARAMETER_VALUE",
      message: /Nothing was imported.*\n {2}experiment 0 .*\n {2}experiment 1 /,
    });
    assert.deepEqual(await stored(target), before);
  });

  it("can't have its artifacts copied before it is said where the old server keeps them", async () => {
    const proxied = EXPERIMENTS.replace("'/a/1'", "'mlflow-artifacts:/1'");
    const request = { from: await mlflowDatabase(proxied), backendStoreUri: freshTarget() };
    const options = { localRoots: [], artifactsDestination: tempDir() };
    const artifacts = { root: "mlflow-artifacts:/", options };
    await assert.rejects(runImport({ ...request, artifacts }, quietly()), /--from-artifacts/);
  });

  it("stops when it is told to, and goes on later", async () => {
    const file = path.join(tempDir(), "mlflow.db");
    await makeBigDatabase(file, { runs: 20, metrics: 2, points: 50 });
    const request = { from: `sqlite:///${file}`, backendStoreUri: freshTarget() };
    const controller = new AbortController();
    const onProgress = ({ phase }: { phase: string }): void => {
      if (phase === "runs") controller.abort();
    };
    await assert.rejects(runImport(request, { onProgress, signal: controller.signal }), { name: "AbortError" });
    assert.equal((await runImport(request, quietly())).same, true);
    assert.deepEqual((await stored(request.backendStoreUri)).series, (await everythingOf(request.from)).series);
  });
});

function withoutLoggedModel(version: unknown): unknown {
  assert.ok(typeof version === "object");
  return { ...version, loggedModelId: null };
}

describe("an export", () => {
  it("has all that the store has, and can be imported again", async () => {
    const folder = path.join(tempDir(), "mlruns");
    writeFiles(folder, OLD_AND_NEW);
    const target = freshTarget();
    await runImport({ from: folder, backendStoreUri: target }, quietly());
    const file = path.join(tempDir(), "export 100% #1.db");
    const report = await exportMlflow({ backendStoreUri: target, file }, quietly());
    assert.deepEqual([report.same, report.file], [true, file]);
    const again = freshTarget();
    const from = `sqlite:///${encodeURIComponent(file)}`;
    assert.equal((await runImport({ from, backendStoreUri: again }, quietly())).same, true);
    const [before, after] = [await stored(target), await stored(again)];
    for (const kind of ["experiments", "datasets", "series", "loggedModels", "modelPoints", "registeredModels"]) {
      assert.deepEqual(after[kind], before[kind], kind);
    }
    // MLflow does not keep which logged model a version is, unless its source says so.
    const versions = before.modelVersions?.map((version) => withoutLoggedModel(version));
    assert.deepEqual(after.modelVersions, versions);
    assert.deepEqual(after.runs, before.runs);
  });

  it("leaves no file behind when it fails or is stopped, and never overwrites one", async () => {
    const target = freshTarget();
    await assert.rejects(exportMlflow({ backendStoreUri: target, file: "x.db" }, quietly()), {
      code: "RESOURCE_DOES_NOT_EXIST",
    });
    await runImport({ from: await mlflowDatabase(EXPERIMENTS, RUNS), backendStoreUri: target }, quietly());
    const file = path.join(tempDir(), "out.db");
    const stopped = { onProgress: () => undefined, signal: AbortSignal.abort() };
    await assert.rejects(exportMlflow({ backendStoreUri: target, file }, stopped), { name: "AbortError" });
    assert.deepEqual([existsSync(file), existsSync(`${file}.part`)], [false, false]);
    await exportMlflow({ backendStoreUri: target, file }, quietly());
    await assert.rejects(exportMlflow({ backendStoreUri: target, file }, quietly()), {
      code: "RESOURCE_ALREADY_EXISTS",
    });
    const nowhere = path.join(tempDir(), "no", "folder.db");
    await assert.rejects(exportMlflow({ backendStoreUri: target, file: nowhere }, quietly()), {
      code: "INVALID_PARAMETER_VALUE",
    });
    await assert.rejects(
      exportMlflow({ backendStoreUri: await mlflowDatabase(), file: nowhere }, quietly()),
      /no database of Millrace/,
    );
  });
});
