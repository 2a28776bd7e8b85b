import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, MillraceError } from "millrace/client";
import { startScripted, type Step } from "./support/scripted-server.ts";

const HTML = "<!doctype html><title>404 Not Found</title>";

const CASES: readonly (readonly [step: Extract<Step, object>, code: string, message: RegExp])[] = [
  [{ status: 400, body: '{"error_code":"RESOURCE_ALREADY_EXISTS","message":"x"}' }, "RESOURCE_ALREADY_EXISTS", /^x$/],
  [{ status: 500, body: '{"error_code":"FEATURE_DISABLED","message":"off"}' }, "INTERNAL_ERROR", /^off$/],
  [{ status: 409, body: '{"error_code":"ALREADY_EXISTS"}' }, "RESOURCE_CONFLICT", /runs\.get .*ALREADY_EXISTS/],
  [{ status: 404, body: '{"error_code":"NOT_FOUND","message":"x"}' }, "RESOURCE_DOES_NOT_EXIST", /^x$/],
  [{ status: 404, body: HTML }, "ENDPOINT_NOT_FOUND", /^runs\.get at .* status 404\.$/],
  [{ status: 404, body: '{"detail":"Not Found"}' }, "ENDPOINT_NOT_FOUND", /Not Found/],
  [{ status: 401, body: "sign in" }, "UNAUTHENTICATED", /status 401: sign in$/],
  [{ status: 403, body: "Permission denied" }, "PERMISSION_DENIED", /Permission denied/],
  [{ status: 422, body: "[]" }, "BAD_REQUEST", /422/],
  [{ status: 502, body: "" }, "TEMPORARILY_UNAVAILABLE", /502/],
  [{ status: 507, body: "x".repeat(1e6) }, "INTERNAL_ERROR", /^.{100,500}$/],
  [{ status: 200, body: HTML }, "INTERNAL_ERROR", /something other than JSON/],
];

for (const [step, code, message] of CASES) {
  const shown = ("body" in step ? (step.body ?? "") : "").slice(0, 60);
  test(`status ${"status" in step ? step.status : ""} with ${shown} is ${code}`, async () => {
    await using server = await startScripted(step);
    await assert.rejects(createClient({ uri: server.uri, retries: 0 }).runs.get({}), (error: unknown) => {
      assert.ok(error instanceof MillraceError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  });
}

test("an empty answer is an empty message", async () => {
  await using server = await startScripted({ status: 200, body: "" });
  assert.deepEqual(await createClient({ uri: server.uri }).runs.setTag({ key: "a" }), {});
});

test("a redirect is followed by reads alone", async () => {
  await using target = await startScripted({ status: 200, body: '{"run":{}}' });
  await using server = await startScripted({ status: 301, headers: { location: `${target.uri}/new` } });
  const client = createClient({ uri: server.uri });
  assert.deepEqual(await client.runs.get({}), { run: {} });
  await assert.rejects(client.runs.create({}), { code: "BAD_REQUEST", message: new RegExp(`${target.uri}/new`) });
  assert.equal(target.received.length, 1);
});
