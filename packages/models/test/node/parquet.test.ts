import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readParquetRequest } from "../../src/signature/parquet/index.ts";

const never = new AbortController().signal;

test("refuses what is no Parquet file", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      await assert.rejects(readParquetRequest(bytes, never), { code: "INVALID_PARAMETER_VALUE" });
    }),
    { numRuns: 10 },
  );
});

test("refuses a header that is longer than the file", async () => {
  const body = Buffer.from("PAR1\x00\x00\x00\x00\xff\xff\xff\x7fPAR1", "latin1");
  await assert.rejects(readParquetRequest(body, never), { code: "INVALID_PARAMETER_VALUE" });
});

test("ends with its request", async () => {
  const gone = AbortSignal.abort();
  await assert.rejects(readParquetRequest(Buffer.from("PAR1"), gone), { code: "INVALID_PARAMETER_VALUE" });
});
