import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as mlflow from "millrace";
import { type Program, startMillrace } from "@millrace/testkit";
import { artifactCases } from "./support/artifact-cases.ts";
import { registryCases } from "./support/registry-cases.ts";
import { runCases } from "./support/run-cases.ts";
import { searchCases } from "./support/search-cases.ts";

describe("the fluent layer on Millrace", () => {
  let server: Program;
  before(async () => {
    server = await startMillrace();
  });
  after(() => server.stop());

  runCases(() => server.url);
  artifactCases(() => server.url);
  searchCases(() => server.url);
  registryCases(() => server.url);

  test("goes on to the next page by itself", async () => {
    const experimentId = await mlflow.createExperiment("many");
    const { runs } = mlflow.getClient();
    const many = Array.from({ length: 1030 }, (_, index) => index);
    while (many.length > 0) {
      const some = many.splice(0, 30);
      await Promise.all(some.map((start_time) => runs.create({ experiment_id: experimentId, start_time })));
    }
    const found = await mlflow.searchRuns({ experimentIds: [experimentId] }).toArray();
    assert.equal(found.length, 1030);
    assert.equal(new Set(found.map(({ info }) => info.runId)).size, 1030);
  });
});
