import assert from "node:assert/strict";
import { MillraceError, type ErrorCode } from "@millrace/contract";

/** Asserts that the work fails with the code, and gives the error. */
export async function refused(work: () => unknown, code: ErrorCode): Promise<MillraceError> {
  try {
    await work();
  } catch (thrown) {
    assert.ok(thrown instanceof MillraceError, `not a MillraceError: ${String(thrown)}`);
    assert.equal(thrown.code, code, thrown.message);
    return thrown;
  }
  assert.fail(`nothing was thrown where ${code} was expected`);
}
