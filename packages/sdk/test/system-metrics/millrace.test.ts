import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Program, startMillrace, tempDir } from "@millrace/testkit";
import * as mlflow from "millrace";
import { nextLine, start } from "../fluent/support/start.ts";
import { systemMetricsCases } from "./support/cases.ts";

describe("system metrics on Millrace", () => {
  let server: Program;
  before(async () => {
    server = await startMillrace();
  });
  after(() => server.stop());

  systemMetricsCases(() => server.url);

  test("a program that leaves its run open ends, and its run with it", async () => {
    const env = { MLFLOW_TRACKING_URI: server.url, MILLRACE_SPOOL: tempDir() };
    const program = start("../../system-metrics/programs/trains", [], env);
    const runId = await nextLine(program);
    assert.equal((await program.ended).code, 0);
    assert.equal((await mlflow.getRun(runId)).info.status, "FINISHED");
  });
});
