import { after, before, describe } from "node:test";
import { mlflowMissing, type Program, startMillrace, startMlflow } from "@millrace/testkit";
import { artifactCases } from "./support/artifact-cases.ts";
import { readBackCase } from "./support/read-back-case.ts";
import { registryCases } from "./support/registry-cases.ts";
import { runCases } from "./support/run-cases.ts";
import { searchCases } from "./support/search-cases.ts";

describe("the fluent layer on MLflow", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    server = await startMlflow();
  });
  after(() => server.stop());

  runCases(() => server.url);
  artifactCases(() => server.url);
  searchCases(() => server.url);
  registryCases(() => server.url);
  readBackCase(() => server.url);
});

describe("what the fluent layer writes on Millrace", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    server = await startMillrace();
  });
  after(() => server.stop());

  readBackCase(() => server.url);
});
