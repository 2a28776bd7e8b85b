import path from "node:path";
import { after, before, describe } from "node:test";
import { mlflowMissing, type Program, startMlflow, tempDir } from "@millrace/testkit";
import { modelCases } from "./support/cases.ts";

describe("models on the real MLflow", { skip: mlflowMissing() }, () => {
  let server: Program;
  before(async () => {
    const args = ["--serve-artifacts", "--artifacts-destination", path.join(tempDir(), "served")];
    server = await startMlflow({ artifacts: "mlflow-artifacts:/", args });
  });
  after(() => server.stop());

  modelCases(() => server.url);
});
