import path from "node:path";
import { after, before, describe } from "node:test";
import { type Program, startMillrace, tempDir } from "@millrace/testkit";
import { modelCases } from "./support/cases.ts";

describe("models on Millrace", () => {
  let server: Program;
  before(async () => {
    const args = ["--artifacts-destination", path.join(tempDir(), "served")];
    server = await startMillrace({ artifacts: "mlflow-artifacts:/", args });
  });
  after(() => server.stop());

  modelCases(() => server.url);
});
