import path from "node:path";
import { after, before, describe } from "node:test";
import { mlflowMissing, type Program, startMlflow, tempDir } from "@millrace/testkit";
import { artifactCases } from "./support/cases.ts";

describe("artifacts through the real MLflow's proxy", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    const args = ["--serve-artifacts", "--artifacts-destination", path.join(tempDir(), "served")];
    server = await startMlflow({ artifacts: "mlflow-artifacts:/", args });
  });
  after(() => server.stop());

  artifactCases(() => server.url);
});
