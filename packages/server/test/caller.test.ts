import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ANONYMOUS, type Caller } from "@millrace/contract";
import { configFrom } from "@millrace/server";
import type { Context } from "../src/context.ts";
import { contextFor } from "../src/http/caller.ts";
import { send, startTestServer } from "./support/server.ts";

const context = { config: configFrom({}), caller: ANONYMOUS };

function callerOf(headers: Record<string, string>): Caller {
  // Only the caller is looked at.
  return contextFor(context as Context, headers).caller;
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

describe("the caller of a request", () => {
  it("is nobody, for no reason, when the headers don't say", () => {
    assert.equal(callerOf({}), ANONYMOUS);
    for (const authorization of ["", "Bearer abc", "Basic", "Basic ?", "basic"]) {
      assert.deepEqual(callerOf({ authorization }), ANONYMOUS, authorization);
    }
  });

  it("is the name in HTTP Basic credentials", () => {
    assert.equal(callerOf({ authorization: basic("ann:secret:x") }).user, "ann");
    assert.equal(callerOf({ authorization: basic("jürgen 😀:x").replace("Basic", "bAsIC") }).user, "jürgen 😀");
    assert.equal(callerOf({ authorization: basic("a\0b\n:x") }).user, "a b ");
    assert.equal(callerOf({ authorization: basic(`${"x".repeat(300)}:x`) }).user.length, 250);
  });

  it("has the reason that the header gives, in UTF-8", () => {
    const reason = "für größe 😀";
    assert.equal(callerOf({ "x-millrace-reason": Buffer.from(` ${reason} `).toString("latin1") }).reason, reason);
    assert.equal(callerOf({ "x-millrace-reason": "x".repeat(1000) }).reason.length, 1000);
    assert.throws(() => callerOf({ "x-millrace-reason": "x".repeat(1001) }), { code: "INVALID_PARAMETER_VALUE" });
  });

  it("with too long a reason is refused", async () => {
    const { url } = await startTestServer();
    const headers = { "x-millrace-reason": "x".repeat(1001) };
    assert.equal((await send(url, { path: "/version", headers })).status, 400);
  });
});
