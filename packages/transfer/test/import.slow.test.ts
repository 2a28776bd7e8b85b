import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { DATABASES, mlflowMissing, startMillrace, startMlflow, tempDir } from "@millrace/testkit";
import { millrace } from "./support/millrace.ts";
import { type Kind, python, readAll } from "./support/python.ts";

/** An MLflow server's data, with what its server answered to the reading script. */
interface Filled {
  readonly folder: string;
  readonly from: string;
  readonly kind: Kind;
  readonly answers: unknown;
}

async function fill(backend: string, from: string, kind: Kind, folder: string): Promise<Filled> {
  await python("fill.py", [backend, kind, path.join(folder, "artifacts")], folder);
  const server = await startMlflow({ folder, backend, env: { MLFLOW_ALLOW_FILE_STORE: "true" } });
  try {
    return { folder, from, kind, answers: await readAll(server.url, kind, folder) };
  } finally {
    await server.stop();
  }
}

async function answersOf(backend: string, { folder, kind }: Filled): Promise<unknown> {
  const server = await startMillrace({ folder, backend });
  try {
    return await readAll(server.url, kind, folder);
  } finally {
    await server.stop();
  }
}

/** Imports twice and compares what the official client reads from both servers. */
async function checkImport(filled: Filled, uri: string): Promise<void> {
  const args = ["import", "mlflow", "--from", filled.from, "--backend-store-uri", uri];
  const first = await millrace(args, filled.folder);
  assert.equal(first.code, 0, first.err + first.out);
  assert.match(first.out, /records were new or had changed\. The target has everything\.\n$/);
  const second = await millrace(args, filled.folder);
  assert.equal(second.code, 0, second.err + second.out);
  assert.match(second.out, /\nNothing was new\. The target has everything\.\n$/);
  assert.deepEqual(await answersOf(uri, filled), filled.answers);
}

/** The URI as SQLAlchemy wants it, which otherwise takes a driver for PostgreSQL that is not installed. */
function withDriver(uri: string): string {
  return uri.replace("postgresql://", "postgresql+psycopg2://");
}

async function fresh(test: TestContext, database: (typeof DATABASES)[number]): Promise<string> {
  const { uri, drop } = await database.fresh();
  test.after(drop);
  return uri;
}

describe("millrace import mlflow", { skip: mlflowMissing() }, () => {
  for (const source of DATABASES) {
    it(`brings in a database of MLflow on ${source.name}`, { skip: source.skip }, async (test) => {
      const backend = await fresh(test, source);
      const filled = await fill(withDriver(backend), withDriver(backend), "sql", tempDir());
      for (const target of DATABASES) {
        if (target.skip === false) await checkImport(filled, await fresh(test, target));
      }
    });
  }

  it("brings in an mlruns folder", async (test) => {
    const folder = tempDir();
    const mlruns = path.join(folder, "mlruns");
    const filled = await fill(mlruns, "mlruns", "folder", folder);
    for (const target of DATABASES) {
      if (target.skip === false) await checkImport(filled, await fresh(test, target));
    }
  });
});

describe("millrace import mlflow --copy-artifacts", { skip: mlflowMissing() }, () => {
  it("copies the files and gives each its new place", async () => {
    const folder = tempDir();
    const backend = `sqlite:///${path.join(folder, "mlflow.db")}`;
    await python("fill.py", [backend, "sql", path.join(folder, "artifacts")], folder);
    const target = tempDir();
    const args = ["import", "mlflow", "--from", backend, "--copy-artifacts"];
    const first = await millrace(args, target);
    assert.equal(first.code, 0, first.err + first.out);
    assert.match(first.out, /Artifacts: 8 files \(\d+ bytes\) copied, 0 were there already\./);
    const again = await millrace(args, target);
    assert.match(again.out, /Artifacts: 0 files \(0 bytes\) copied/);
    const server = await startMillrace({
      folder: target,
      backend: `sqlite:///${path.join(target, "millrace.db")}`,
      artifacts: "mlflow-artifacts:/",
      args: [`--artifacts-destination=${path.join(target, "mlartifacts")}`],
    });
    const printed = await python("artifacts.py", [server.url], target);
    await server.stop();
    const note = readFileSync(new URL("python/artifact.txt", import.meta.url), "utf8");
    assert.deepEqual(JSON.parse(printed), {
      "notes/deep/artifact.txt": Array.from({ length: 4 }, () => note),
      "summary.txt": ["C is 0.1\n", "C is 0.5\n", "C is 1.0\n", "C is 5.0\n"],
    });
  });
});
