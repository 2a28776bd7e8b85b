import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeBody, decodeQuery, decodeRequest, endpoints, type MillraceError, Upload } from "@millrace/contract";

const { logBatch, update, create } = endpoints.runs;
const METRIC = { key: "loss", value: 0.5, timestamp: 1 };

function batch(metric: unknown): unknown {
  return decodeBody(logBatch.request, JSON.stringify({ run_id: "r", metrics: [metric] })).metrics?.[0];
}

function refusal(code: () => unknown): string {
  let message = "";
  assert.throws(code, (error: MillraceError) => {
    message = error.message;
    return error.code === "INVALID_PARAMETER_VALUE";
  });
  return message;
}

describe("decodeBody", () => {
  it("reads the spellings that clients use", () => {
    assert.deepEqual(batch({ ...METRIC, timestamp: "17", step: "-3" }), { ...METRIC, timestamp: 17, step: -3 });
    assert.deepEqual(batch({ ...METRIC, value: "1e-3" }), { ...METRIC, value: 0.001 });
    assert.deepEqual(batch({ ...METRIC, modelId: "m" }), { ...METRIC, model_id: "m" });
    assert.deepEqual(batch({ ...METRIC, step: null, unknown: {} }), METRIC);
    assert.deepEqual(decodeBody(update.request, '{"run_id":"r","status":4}'), { run_id: "r", status: "FAILED" });
  });

  it("reads NaN and infinities in their spellings, and no others", () => {
    assert.deepEqual(batch({ ...METRIC, value: "NaN" }), { ...METRIC, value: Number.NaN });
    assert.deepEqual(batch({ ...METRIC, value: "Infinity" }), { ...METRIC, value: Number.POSITIVE_INFINITY });
    assert.deepEqual(batch({ ...METRIC, value: "-Infinity" }), { ...METRIC, value: Number.NEGATIVE_INFINITY });
    for (const value of ["nan", "inf", "+Infinity", "-NaN", "", " 1", "0x10", "1_000", "1e999", true, [1], {}]) {
      assert.match(
        refusal(() => batch({ ...METRIC, value })),
        /'metrics\[0\]\.value'/,
      );
    }
    for (const value of ["NaN", "1e999", "9".repeat(400)]) {
      const body = `{"run_id":"r","metrics":[{"key":"a","value":${value},"timestamp":1}]}`;
      refusal(() => decodeBody(logBatch.request, body));
    }
  });

  it("keeps 64-bit integers exact and refuses larger ones", () => {
    const step = (digits: string): unknown =>
      decodeBody(logBatch.request, `{"run_id":"r","metrics":[{"key":"a","value":1,"timestamp":1,"step":${digits}}]}`)
        .metrics?.[0]?.step;
    assert.equal(step("9223372036854775807"), 9223372036854775807n);
    assert.equal(step("-9223372036854775808"), -9223372036854775808n);
    assert.equal(step('"9007199254740993"'), 9007199254740993n);
    assert.equal(step("9007199254740991"), 9007199254740991);
    assert.match(
      refusal(() => step("9223372036854775808")),
      /9223372036854775808/,
    );
    for (const wrong of ["1.5", "1e400", '"1.0"', '"abc"', '""', "true", "99999999999999999999999"]) {
      refusal(() => step(wrong));
    }
  });

  it("names what is missing, by its path", () => {
    assert.match(
      refusal(() => decodeBody(logBatch.request, "{}")),
      /'run_id' is missing/,
    );
    assert.match(
      refusal(() => decodeBody(logBatch.request, '{"run_id":""}')),
      /'run_id' is missing/,
    );
    assert.match(
      refusal(() => batch({ key: "a", value: 1 })),
      /'metrics\[0\]\.timestamp' is missing/,
    );
    assert.match(
      refusal(() => batch(null)),
      /'metrics\[0\]'/,
    );
  });

  it("refuses a field in both spellings", () => {
    assert.match(
      refusal(() => decodeBody(create.request, '{"experiment_id":"1","experimentId":"1"}')),
      /twice/,
    );
  });

  it("refuses a number where text is due", () => {
    assert.match(
      refusal(() => decodeBody(create.request, '{"experiment_id":1}')),
      /expected a string/,
    );
  });

  it("refuses text that some database would lose", () => {
    refusal(() => decodeBody(create.request, '{"experiment_id":"1","run_name":"a\\u0000b"}'));
    refusal(() => decodeBody(create.request, '{"experiment_id":"1","run_name":"\\ud800"}'));
    assert.equal(decodeBody(create.request, '{"run_name":"\\ud83d\\ude00"}').run_name, "😀");
  });

  it("takes an empty body for an empty request, and unwraps JSON inside a JSON string", () => {
    assert.deepEqual(decodeBody(create.request, " \n"), {});
    assert.deepEqual(decodeBody(create.request, JSON.stringify('{"experiment_id":"7"}')), { experiment_id: "7" });
  });

  it("refuses what is no JSON object", () => {
    for (const body of ["[1]", "5", "null", "{", '{"a":1,}', "{'a':1}", '"{"', "\u0000"]) {
      refusal(() => decodeBody(create.request, body));
    }
  });

  it("survives deep nesting and values that JSON can't write", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const field of ["run_name", "unknown", "tags"]) {
      try {
        decodeBody(create.request, `{"experiment_id":"1","${field}":${deep}}`);
      } catch (error) {
        assert.equal((error as MillraceError).code, "INVALID_PARAMETER_VALUE");
      }
    }
    refusal(() => decodeBody(create.request, '{"run_name":[12345678901234567890]}'));
  });

  it("does not take members of objects' prototypes for fields", () => {
    assert.deepEqual(decodeBody(create.request, '{"experiment_id":"1","__proto__":{"run_name":"x"}}'), {
      experiment_id: "1",
    });
  });
});

describe("decodeQuery", () => {
  const { getHistoryBulk, getHistoryBulkInterval } = endpoints.metrics;

  it("reads lists from repeated keys and the first of other values", () => {
    const query = new URLSearchParams("run_id=a&run_id=b&metric_key=m&metric_key=n&max_results=7");
    assert.deepEqual(decodeQuery(getHistoryBulk.request, query), {
      run_id: ["a", "b"],
      metric_key: "m",
      max_results: 7,
    });
    assert.deepEqual(decodeQuery(getHistoryBulkInterval.request, new URLSearchParams("runIds=a&metricKey=m")), {
      run_ids: ["a"],
      metric_key: "m",
    });
  });

  it("refuses numbers that are none", () => {
    for (const text of ["x", "", "1.5", "2147483648"]) {
      const query = new URLSearchParams({ run_id: "a", metric_key: "m", max_results: text });
      assert.match(
        refusal(() => decodeQuery(getHistoryBulk.request, query)),
        /'max_results'/,
      );
    }
  });
});

describe("decodeRequest", () => {
  it("reads a GET from its query string and anything else from its body", () => {
    assert.deepEqual(decodeRequest(endpoints.runs.get, "run_id=a%20b"), { run_id: "a b" });
    assert.deepEqual(decodeRequest(endpoints.runs.delete, '{"run_id":"a"}'), { run_id: "a" });
  });

  it("takes what stands in the path before anything else", () => {
    const { finalize, get } = endpoints.loggedModels;
    const given = { model_id: "m-1" };
    const ready = { model_id: "m-1", status: "LOGGED_MODEL_READY" };
    for (const body of [
      '{"status":"LOGGED_MODEL_READY"}',
      '{"modelId":"m-2","status":2}',
      '{"model_id":5,"status":"2"}',
    ]) {
      assert.deepEqual(decodeRequest(finalize, body, given), ready, body);
    }
    assert.deepEqual(decodeRequest(get, "model_id=m-2&modelId=m-3&allow_deleted=true", given), {
      model_id: "m-1",
      allow_deleted: true,
    });
    assert.match(
      refusal(() => decodeRequest(finalize, "[1]", given)),
      /an object/,
    );
    assert.match(
      refusal(() => decodeRequest(get, "", { model_id: "" })),
      /'model_id'/,
    );
    assert.match(
      refusal(() => decodeRequest(get, "", { model_id: "a\0" })),
      /'model_id'/,
    );
  });

  it("puts an upload in its field and reads the others from the query", () => {
    const { upload } = endpoints.artifacts;
    const content = new Upload(new ReadableStream(), 5, "text/plain");
    const request = decodeRequest(upload, "run_uuid=r&path=a%20b&content=x", { content });
    assert.deepEqual([request.run_uuid, request.path], ["r", "a b"]);
    assert.equal(request.content, content);
    assert.match(
      refusal(() => decodeRequest(upload, "run_uuid=r&path=a&content=x", {})),
      /'content'/,
    );
  });
});
