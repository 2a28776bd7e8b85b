import assert from "node:assert/strict";
import { test } from "node:test";
import { ALL_ENDPOINTS, decodeRequest, endpoints, type AnyEndpoint } from "@millrace/contract";
import fc from "fast-check";
import { outgoingRequest } from "../../src/client/request.ts";

const SAFE_TEXT = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"));
const INT64 = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value));

/** What the server makes of a request that the client writes. */
function received(endpoint: AnyEndpoint, request: object): unknown {
  const { path, body } = outgoingRequest(endpoint, request);
  return decodeRequest(endpoint, typeof body === "string" ? body : path.replace(/^[^?]*\??/, ""));
}

test("a body arrives as it was given: text, 64-bit integers, doubles of every kind", () => {
  const metric = fc.record({
    key: SAFE_TEXT.filter((key) => key !== ""),
    value: fc.double(),
    timestamp: INT64,
    step: INT64,
  });
  fc.assert(
    fc.property(fc.array(metric), SAFE_TEXT, (metrics, value) => {
      const request = { run_id: "1", metrics, tags: [{ key: "k", value }] };
      // JSON has no negative zero.
      const expected = {
        ...request,
        metrics: metrics.map((one) => ({ ...one, value: one.value === 0 ? 0 : one.value })),
      };
      assert.deepEqual(received(endpoints.runs.logBatch, request), expected);
    }),
  );
});

test("a query arrives as it was given", () => {
  const request = fc.record(
    {
      filter: SAFE_TEXT,
      max_results: INT64,
      order_by: fc.array(SAFE_TEXT, { minLength: 1 }),
      view_type: fc.constantFrom("ACTIVE_ONLY" as const, "ALL" as const),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(request, (given) => {
      assert.deepEqual(received(endpoints.experiments.searchByQuery, given), given);
    }),
  );
});

test("fields of the path are encoded segment by segment", () => {
  const proxied = (artifact_path: string): string =>
    outgoingRequest(endpoints.artifacts.downloadProxied, { artifact_path }).path;
  assert.equal(proxied("a b/ü%2F?#/c"), "/api/2.0/mlflow-artifacts/artifacts/a%20b/%C3%BC%252F%3F%23/c");
  const { path } = outgoingRequest(endpoints.models.timeline, {
    name: "a/b?",
    kind: ["stage", "alias"],
    version: undefined,
  });
  assert.equal(path, "/api/millrace/v1/models/a%2Fb%3F/timeline?kind=stage&kind=alias");
});

test("what a path can't carry is refused before it is sent", () => {
  for (const artifact_path of ["..", "a/../b", "./a", "\ud800"]) {
    assert.throws(() => outgoingRequest(endpoints.artifacts.deleteProxied, { artifact_path }), {
      code: "INVALID_PARAMETER_VALUE",
    });
  }
  assert.throws(() => outgoingRequest(endpoints.jobs.get, { job_id: "" }), /job_id/);
  assert.throws(() => outgoingRequest(endpoints.jobs.get, {}), /job_id/);
  assert.throws(
    () => outgoingRequest(endpoints.artifacts.uploadProxied, { artifact_path: "a", content: "text" }),
    /content/,
  );
});

test("an upload has its other fields in the query, and its type", () => {
  const content = new Blob(["x"], { type: "image/png" });
  const sent = outgoingRequest(endpoints.artifacts.upload, { run_uuid: "1", path: "a b", content });
  assert.deepEqual(sent, {
    path: "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=1&path=a+b",
    body: content,
    contentType: "image/png",
  });
});

test("every endpoint has its function", async () => {
  const { createClient } = await import("millrace/client");
  const client: object = createClient({ uri: "http://127.0.0.1:1" });
  for (const { name } of ALL_ENDPOINTS) {
    const [noun = "", verb = ""] = name.split(".");
    assert.equal(typeof Reflect.get(Object(Reflect.get(client, noun)), verb), "function", name);
  }
});
