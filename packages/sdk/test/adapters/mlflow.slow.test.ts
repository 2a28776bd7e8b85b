import { after, before, describe } from "node:test";
import { mlflowMissing, type Program, startMillrace, startMlflow } from "@millrace/testkit";
import { tensorflowCases } from "./support/cases.ts";
import { readBackCase } from "./support/read-back-case.ts";

describe("the TensorFlow.js adapter on the real MLflow", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    server = await startMlflow();
  });
  after(() => server.stop());

  tensorflowCases(() => server.url);
  readBackCase(() => server.url);
});

describe("what the TensorFlow.js adapter writes on Millrace", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    server = await startMillrace();
  });
  after(() => server.stop());

  readBackCase(() => server.url);
});
