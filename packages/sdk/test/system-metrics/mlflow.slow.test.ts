import { after, before, describe } from "node:test";
import { mlflowMissing, type Program, startMlflow } from "@millrace/testkit";
import { systemMetricsCases } from "./support/cases.ts";

describe("system metrics on the real MLflow", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    server = await startMlflow();
  });
  after(() => server.stop());

  systemMetricsCases(() => server.url);
});
