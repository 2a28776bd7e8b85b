import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { mlflowMissing, tempDir } from "@millrace/testkit";
import { REVISIONS } from "../src/mlflow/database/revisions.ts";
import { openMlflow } from "../src/mlflow/open.ts";
import { python } from "./support/python.ts";
import { readEverything } from "./support/records.ts";

describe("the revisions of MLflow's schema", { skip: mlflowMissing() }, () => {
  it("are all that MLflow knows since the oldest one", async () => {
    const folder = tempDir();
    const known: unknown = JSON.parse(await python("revisions.py", ["list"], folder));
    assert.ok(Array.isArray(known));
    assert.deepEqual(known.slice(known.indexOf(REVISIONS[0])), REVISIONS);
  });

  it("are each read, and older ones are refused", async () => {
    const folder = tempDir();
    const made: unknown = JSON.parse(await python("revisions.py", ["make", folder], folder));
    assert.ok(Array.isArray(made));
    for (const revision of made) {
      const from = `sqlite:///${path.join(folder, `${revision}.db`)}`;
      if (!REVISIONS.includes(String(revision))) {
        await assert.rejects(openMlflow(from), /mlflow db upgrade/, String(revision));
        continue;
      }
      await using source = await openMlflow(from);
      const { experiments = [], runs = [], series = [], modelVersions = [] } = await readEverything(source);
      assert.deepEqual(
        [experiments.length, runs.length, series.length, modelVersions.length],
        [1, 1, 1, 1],
        String(revision),
      );
      assert.equal((await source.counts())["metric points"], 2);
      assert.deepEqual(await source.leftOut(), []);
    }
  });
});
