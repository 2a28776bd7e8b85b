import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Program, startMillrace, tempDir } from "@millrace/testkit";
import * as mlflow from "millrace";
import { nextLine, start, type Started } from "./support/start.ts";

describe("a run whose program ends", () => {
  let server: Program;
  const spool = tempDir();

  before(async () => {
    server = await startMillrace();
    process.env.MILLRACE_SPOOL = spool;
    mlflow.setTrackingUri(server.url);
  });
  after(() => server.stop());

  const startHere = (program: string, ...args: string[]): Started =>
    start(program, args, { MLFLOW_TRACKING_URI: server.url, MILLRACE_SPOOL: spool });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    test(`ends as killed on ${signal}, with all that was logged`, async () => {
      const program = startHere("train");
      const [outer = "", inner = ""] = (await nextLine(program)).split(" ");
      let step = -1;
      while (step < 50) step = Number(await nextLine(program));
      program.child.kill(signal);
      for await (const last of program.lines) step = Number(last);
      const ended = await program.ended;
      assert.deepEqual([ended.code, ended.signal, ended.errors], [null, signal, ""]);
      const runs = await Promise.all([outer, inner].map(mlflow.getRun));
      assert.deepEqual(
        runs.map(({ info }) => info.status),
        ["KILLED", "KILLED"],
      );
      // What it logged while the last points were sent is not part of the run.
      const points = await mlflow.getMetricHistory(inner, "loss").toArray();
      assert.ok(points.length > 50 && points.length <= step + 1);
      assert.ok(points.every((point, index) => point.step === index && point.value === index));
    });
  }

  test("ends as its program says, when that handles the signal by itself", async () => {
    const program = startHere("handles-signals");
    const runId = await nextLine(program);
    program.child.kill("SIGTERM");
    const ended = await program.ended;
    assert.deepEqual([ended.code, ended.errors], [0, ""]);
    const { info, data } = await mlflow.getRun(runId);
    assert.deepEqual([info.status, data.metrics], ["FINISHED", { loss: 1 }]);
  });

  test("ends as finished with a program that leaves it open", async () => {
    const program = startHere("leaves-open");
    const runId = await nextLine(program);
    const ended = await program.ended;
    assert.deepEqual([ended.code, ended.errors], [0, ""]);
    const { info, data } = await mlflow.getRun(runId);
    assert.deepEqual([info.status, data.metrics], ["FINISHED", { loss: 1 }]);
  });

  for (const [way, status] of [
    ["exit", "FINISHED"],
    ["throw", "FAILED"],
  ] as const) {
    test(`is kept on disk when there is no time to send it (${way}), and sent later`, async () => {
      const program = startHere("leaves-open", way);
      const runId = await nextLine(program);
      const { code } = await program.ended;
      assert.equal(code, way === "exit" ? 0 : 1);
      await mlflow.sync();
      const { info, data } = await mlflow.getRun(runId);
      assert.deepEqual([info.status, data.metrics], [status, { loss: 1 }]);
    });
  }
});
