import { after, before, describe } from "node:test";
import { type Program, startMillrace } from "@millrace/testkit";
import { tensorflowCases } from "./support/cases.ts";

describe("the TensorFlow.js adapter on Millrace", () => {
  let server: Program;
  before(async () => {
    server = await startMillrace();
  });
  after(() => server.stop());

  tensorflowCases(() => server.url);
});
