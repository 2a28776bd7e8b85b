import path from "node:path";
import { after, before, describe } from "node:test";
import { type Program, startMillrace, tempDir } from "@millrace/testkit";
import { artifactCases } from "./support/cases.ts";

describe("artifacts through Millrace's proxy", () => {
  let server: Program;
  before(async () => {
    const args = ["--artifacts-destination", path.join(tempDir(), "served")];
    server = await startMillrace({ artifacts: "mlflow-artifacts:/", args });
  });
  after(() => server.stop());

  artifactCases(() => server.url);
});

describe("artifacts in folders of this machine", () => {
  let server: Program;
  before(async () => {
    server = await startMillrace();
  });
  after(() => server.stop());

  artifactCases(() => server.url);
});
