import assert from "node:assert/strict";
import { test } from "node:test";
import * as mlflow from "millrace";

/** What is read back, on any server. */
export function searchCases(url: () => string): void {
  test("searches the runs of the experiment that is set, page by page", async () => {
    mlflow.setTrackingUri(url());
    await mlflow.setExperiment("searched");
    for (const lr of [0.1, 0.01, 0.001]) {
      await mlflow.startRun({ runName: `lr ${lr}` }, () => {
        mlflow.logParam("lr", lr);
        mlflow.logMetric("loss", lr);
      });
    }
    const names: string[] = [];
    const search = { filter: "metrics.loss < 0.05", orderBy: ["metrics.loss ASC"] };
    for await (const run of mlflow.searchRuns(search)) names.push(run.info.runName);
    assert.deepEqual(names, ["lr 0.001", "lr 0.01"]);
    assert.equal((await mlflow.searchRuns({ orderBy: ["params.lr"] }).first())?.data.params.lr, "0.001");
    assert.equal((await mlflow.searchRuns({ maxResults: 2 }).toArray()).length, 2);
    const named = mlflow.searchRuns({ experimentNames: ["searched", "no such experiment"] });
    assert.equal((await named.toArray()).length, 3);
    assert.deepEqual(await mlflow.searchRuns({ experimentNames: ["no such experiment"] }).toArray(), []);
    await assert.rejects(mlflow.searchRuns({ filter: "loss <" }).toArray(), { code: "INVALID_PARAMETER_VALUE" });
  });

  test("reads the history of a metric", async () => {
    const runId = await mlflow.startRun((run) => {
      for (let step = 0; step < 10_500; step += 1) run.logMetric("loss", step / 2, { step, timestamp: 1000 + step });
      run.logMetric("other", 1);
      return run.info.runId;
    });
    const points = await mlflow.getMetricHistory(runId, "loss").toArray();
    assert.equal(points.length, 10_500);
    assert.ok(
      points.every(
        ({ step, value, timestamp }, index) => step === index && value === index / 2 && timestamp === 1000 + index,
      ),
    );
    assert.deepEqual(await mlflow.getMetricHistory(runId, "absent").toArray(), []);
  });

  test("makes, reads, tags, renames and deletes experiments", async () => {
    const experimentId = await mlflow.createExperiment("made", { tags: { team: "a" } });
    await mlflow.setExperimentTag("owner", "ada", experimentId);
    const made = await mlflow.getExperiment(experimentId);
    assert.deepEqual([made.name, made.lifecycleStage, made.tags], ["made", "active", { team: "a", owner: "ada" }]);
    assert.deepEqual(await mlflow.getExperimentByName("made"), made);
    assert.equal(await mlflow.getExperimentByName("no such experiment"), undefined);
    await mlflow.renameExperiment(experimentId, "renamed");
    const found = await mlflow.searchExperiments({ filter: "name = 'renamed'" }).toArray();
    assert.deepEqual(
      found.map(({ experimentId: id }) => id),
      [experimentId],
    );
    await mlflow.deleteExperiment(experimentId);
    await assert.rejects(mlflow.setExperiment("renamed"), /deleted/);
    await mlflow.restoreExperiment(experimentId);
    await assert.rejects(mlflow.setExperiment({ experimentId: "987654321" }), { code: "RESOURCE_DOES_NOT_EXIST" });
    await mlflow.setExperiment({ experimentId });
    const own = await mlflow.startRun((run) => run.info.experimentId);
    assert.equal(own, experimentId);
  });
}
