import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { test } from "node:test";
import * as mlflow from "millrace";
import { tempDir } from "@millrace/testkit";

const CONFLICT = { name: "MillraceError", code: "RESOURCE_CONFLICT" };

/** What runs do, on any server: the same on ours and on the real MLflow. */
export function runCases(url: () => string): void {
  test("speaks to the server that is set", async () => {
    process.env.MILLRACE_SPOOL = tempDir();
    mlflow.setTrackingUri(url());
    assert.equal(mlflow.getTrackingUri(), url());
    const experiment = await mlflow.setExperiment("fluent");
    assert.equal(experiment?.name, "fluent");
    assert.deepEqual(await mlflow.setExperiment({ name: "fluent" }), experiment);
  });

  test("runs a callback inside a run, which ends with it", async () => {
    const runId = await mlflow.startRun(
      { runName: "first", tags: { team: "a" }, description: "*why*" },
      async (run) => {
        assert.equal(mlflow.activeRun(), run);
        run.logParams({ optimizer: "adam", layers: [64, 32], shuffle: true });
        for (let step = 0; step < 3; step += 1) {
          mlflow.logMetric("loss", 1 / (step + 1), { step });
          await nextTurn();
        }
        mlflow.logMetrics({ nan: Number.NaN, infinite: -Infinity }, 7);
        return run.info.runId;
      },
    );
    assert.equal(mlflow.activeRun(), undefined);
    const run = await mlflow.getRun(runId);
    assert.equal(run.info.status, "FINISHED");
    assert.equal(run.info.runName, "first");
    assert.ok((run.info.endTime ?? 0) >= run.info.startTime);
    assert.deepEqual(run.data.metrics, { loss: 1 / 3, nan: Number.NaN, infinite: -Infinity });
    assert.deepEqual(run.data.params, { optimizer: "adam", layers: "[64,32]", shuffle: "True" });
    const { tags } = run.data;
    assert.deepEqual(
      [tags.team, tags["mlflow.note.content"], tags["mlflow.runName"], tags["mlflow.source.type"]],
      ["a", "*why*", "first", "LOCAL"],
    );
    assert.ok(tags["mlflow.user"]);
    assert.match(tags["mlflow.source.git.commit"] ?? "", /^[0-9a-f]{40}$/);
    assert.equal(mlflow.lastActiveRun()?.info.runId, runId);
  });

  test("ends as failed when the callback throws, and gives its error", async () => {
    const error = new Error("no data");
    let runId = "";
    const failing = mlflow.startRun((run) => {
      runId = run.info.runId;
      throw error;
    });
    await assert.rejects(failing, error);
    assert.equal((await mlflow.getRun(runId)).info.status, "FAILED");
  });

  test("keeps the runs of concurrent callbacks apart", async () => {
    const train = (name: string): Promise<string> =>
      mlflow.startRun({ runName: name }, async (run) => {
        for (let step = 0; step < 20; step += 1) {
          await nextTurn();
          mlflow.logMetric(name, step, step);
        }
        return run.info.runId;
      });
    const names = ["a", "b", "c", "d"];
    const runs = await Promise.all((await Promise.all(names.map(train))).map(mlflow.getRun));
    assert.deepEqual(
      runs.map(({ data }) => data.metrics),
      names.map((name) => ({ [name]: 19 })),
    );
  });

  test("nests runs, and refuses a second one otherwise", async () => {
    const { parent, child } = await mlflow.startRun(async (outer) => {
      await assert.rejects(mlflow.startRun(), CONFLICT);
      const inner = await mlflow.startRun({ nested: true, runName: "inner" }, (run) => {
        mlflow.setTag("place", "inner");
        return run.info.runId;
      });
      mlflow.setTag("place", "outer");
      return { parent: outer.info.runId, child: inner };
    });
    const inner = await mlflow.getRun(child);
    assert.equal(inner.data.tags["mlflow.parentRunId"], parent);
    assert.equal(inner.data.tags.place, "inner");
    assert.equal((await mlflow.getParentRun(child))?.data.tags.place, "outer");
    assert.equal(await mlflow.getParentRun(parent), undefined);
  });

  test("ends a run with its block", async () => {
    const ids: string[] = [];
    {
      await using run = await mlflow.startRun();
      mlflow.logMetric("loss", 1);
      ids.push(run.info.runId);
    }
    assert.equal((await mlflow.getRun(ids[0] ?? "")).info.status, "FINISHED");
    let ended: Promise<void>;
    {
      using run = await mlflow.startRun();
      ids.push(run.info.runId);
      ended = Promise.resolve().then(() => run.end());
    }
    assert.equal(mlflow.activeRun(), undefined);
    await ended;
    assert.equal((await mlflow.getRun(ids[1] ?? "")).info.status, "FINISHED");
  });

  test("resumes a run by its id", async () => {
    const run = await mlflow.startRun({ runName: "to be resumed" });
    run.logMetric("loss", 2, 0);
    await mlflow.endRun("FAILED");
    assert.throws(() => run.logMetric("loss", 1, 1), CONFLICT);
    const { runId } = run.info;
    await mlflow.startRun({ runId }, async (again) => {
      assert.equal(again.info.runId, runId);
      assert.equal(again.info.runName, "to be resumed");
      assert.equal((await mlflow.getRun(runId)).info.status, "RUNNING");
      mlflow.logMetric("loss", 1, 1);
    });
    const { info, data } = await mlflow.getRun(runId);
    assert.equal(info.status, "FINISHED");
    assert.deepEqual(data.metrics, { loss: 1 });
  });

  test("does not resume a run that is deleted or unknown", async () => {
    const runId = await mlflow.startRun((run) => run.info.runId);
    await mlflow.deleteRun(runId);
    await assert.rejects(mlflow.startRun({ runId }), { code: "INVALID_PARAMETER_VALUE" });
    await assert.rejects(mlflow.startRun({ runId: "0".repeat(32) }), { code: "RESOURCE_DOES_NOT_EXIST" });
    await mlflow.restoreRun(runId);
    assert.equal(mlflow.activeRun(), undefined);
  });

  test("starts a run for what is logged without one, once", async () => {
    mlflow.logParam("seed", 42);
    const run = mlflow.activeRun();
    const step = async (value: number): Promise<void> => {
      await nextTurn();
      mlflow.logMetric("loss", value, value);
    };
    await Promise.all([step(1), step(2)]);
    await mlflow.flush();
    assert.equal(mlflow.activeRun(), run);
    await mlflow.endRun();
    const read = await mlflow.getRun(run?.info.runId ?? "");
    assert.deepEqual([read.data.params, read.data.metrics], [{ seed: "42" }, { loss: 2 }]);
  });

  test("finds the run that a helper function started, unless there are several", async () => {
    const start = async (): Promise<mlflow.ActiveRun> => {
      await nextTurn();
      return mlflow.startRun();
    };
    const one = await start();
    assert.equal(mlflow.activeRun(), one);
    const other = await start();
    assert.equal(mlflow.activeRun(), undefined);
    assert.throws(() => mlflow.logMetric("loss", 1), CONFLICT);
    await Promise.all([one.end(), other.end()]);
  });

  test("refuses what is logged by code whose run has ended", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let late: Promise<void> | undefined;
    await mlflow.startRun(() => {
      late = promise.then(() => mlflow.logMetric("late", 1));
    });
    resolve();
    await assert.rejects(async () => late, CONFLICT);
  });

  test("removes tags, and records the datasets that a run read", async () => {
    const runId = await mlflow.startRun(async (run) => {
      mlflow.setTags({ keep: 1, drop: 2 });
      await mlflow.deleteTag("drop");
      const dataset = { name: "iris", source: "https://example.com/iris.csv", schema: { columns: 5 }, profile: "150" };
      await mlflow.logInput(dataset, "training", { part: "a" });
      return run.info.runId;
    });
    const { data, inputs } = await mlflow.getRun(runId);
    assert.equal(data.tags.keep, "1");
    assert.equal(data.tags.drop, undefined);
    const [dataset] = inputs.datasets;
    assert.deepEqual(dataset?.tags, { "mlflow.data.context": "training", part: "a" });
    assert.deepEqual(
      [dataset?.name, dataset?.sourceType, dataset?.schema, dataset?.profile],
      ["iris", "http", '{"columns":5}', "150"],
    );
  });
}
