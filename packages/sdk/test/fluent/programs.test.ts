import assert from "node:assert/strict";
import { test } from "node:test";
import { freePort, startMillrace, tempDir } from "@millrace/testkit";
import * as mlflow from "millrace";
import { nextLine, start } from "./support/start.ts";

test("a program without a server logs as if there were one, and what it logged is sent later", async () => {
  const port = await freePort();
  const spool = tempDir();
  const url = `http://127.0.0.1:${port}`;
  const program = start("offline", [], { MLFLOW_TRACKING_URI: url, MILLRACE_SPOOL: spool });
  assert.equal(await nextLine(program), "undefined");
  const { code, errors } = await program.ended;
  assert.equal(code, 0);
  assert.match(errors, /No answer from http:\/\/127\.0\.0\.1/);

  const server = await startMillrace({ port });
  try {
    mlflow.setTrackingUri(url);
    const { runs } = await mlflow.sync({ spool });
    assert.deepEqual(
      runs.map(({ outcome, points }) => [outcome, points]),
      [["sent", 1000]],
    );
    const [run] = await mlflow.searchRuns({ experimentNames: ["offline"] }).toArray();
    assert.deepEqual([run?.info.runName, run?.info.status, run?.data.params], ["alone", "FINISHED", { lr: "0.1" }]);
    assert.equal((await mlflow.getMetricHistory(run?.info.runId ?? "", "loss").toArray()).length, 1000);
    assert.deepEqual((await mlflow.sync({ spool })).runs, []);
  } finally {
    await server.stop();
  }
});

test("a program's first run is the one that the environment names, in its experiment", async () => {
  const server = await startMillrace();
  try {
    mlflow.setTrackingUri(server.url);
    const experimentId = await mlflow.createExperiment("from the environment");
    const runId = await mlflow.startRun({ experimentId }, (run) => run.info.runId);
    const program = start("two-runs", [], {
      MILLRACE_TRACKING_URI: server.url,
      MILLRACE_SPOOL: tempDir(),
      MLFLOW_EXPERIMENT_NAME: "from the environment",
      MLFLOW_RUN_ID: runId,
    });
    const [first, second = "", experiment] = (await nextLine(program)).split(" ");
    assert.deepEqual([first, experiment], [runId, experimentId]);
    assert.notEqual(second, runId);
    assert.equal((await program.ended).code, 0);
    const parent = await mlflow.getParentRun(second);
    assert.deepEqual([parent?.info.status, parent?.data.metrics], ["FINISHED", { loss: 1 }]);
  } finally {
    await server.stop();
  }
});

test("a program whose runs the server refuses is told so, and told what is lost", async () => {
  const server = await startMillrace();
  try {
    process.env.MILLRACE_SPOOL = tempDir();
    mlflow.setTrackingUri(server.url);
    await assert.rejects(mlflow.startRun({ experimentId: "987654321" }), { code: "RESOURCE_DOES_NOT_EXIST" });
    assert.equal(mlflow.activeRun(), undefined);
    const program = start("two-runs", [], { MLFLOW_TRACKING_URI: server.url, MLFLOW_EXPERIMENT_ID: "987654321" });
    const { code, errors } = await program.ended;
    assert.equal(code, 1);
    assert.match(errors, /987654321/);
    const unaware = start("logs-only", [], { MLFLOW_TRACKING_URI: server.url, MLFLOW_EXPERIMENT_ID: "987654321" });
    assert.match((await unaware.ended).errors, /No run could be started, and what was logged is lost: .*987654321/);
    const hasty = start("logs-only", ["exit"], { MLFLOW_TRACKING_URI: server.url });
    assert.match((await hasty.ended).errors, /ended before run [0-9a-f]{32} could begin; what it logged is lost/);
  } finally {
    await server.stop();
  }
});
