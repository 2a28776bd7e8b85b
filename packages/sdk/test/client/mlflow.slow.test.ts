import { after, before, describe } from "node:test";
import { mlflowMissing, type Program, startMlflow } from "@millrace/testkit";
import { clientCases } from "./support/cases.ts";

describe("the client on the real MLflow", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    server = await startMlflow();
  });
  after(() => server.stop());

  clientCases(() => server.url);
});
