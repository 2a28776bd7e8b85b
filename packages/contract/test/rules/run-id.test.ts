import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkRunId } from "@millrace/contract";

describe("checkRunId", () => {
  it("accepts MLflow's ids and others of their form", () => {
    for (const id of ["0123456789abcdef0123456789abcdef", "a", "My-run_1", `a${"b".repeat(255)}`])
      checkRunId(id, "run_id");
  });

  it("refuses anything else", () => {
    for (const id of ["", "-a", "_a", "bad id!", "a/b", "../a", "a.b", "a\n", `a${"b".repeat(256)}`]) {
      assert.throws(() => checkRunId(id, "run_id"), { code: "INVALID_PARAMETER_VALUE" }, JSON.stringify(id));
    }
  });
});
