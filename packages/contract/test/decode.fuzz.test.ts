import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  ALL_ENDPOINTS,
  decodeBody,
  decodeQuery,
  decodeRequest,
  MillraceError,
  stringifyJson,
  uploadField,
} from "@millrace/contract";
import fc from "fast-check";
import { hostileValue, strictValue } from "./support/arbitraries.ts";

const RUNS = { numRuns: 60 };

/** Runs a decoder on input that may be refused, but only in the one way. */
function decodesOrRefuses(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    assert.ok(error instanceof MillraceError, `not a MillraceError: ${String(error)}`);
    assert.equal(error.code, "INVALID_PARAMETER_VALUE");
  }
}

for (const endpoint of ALL_ENDPOINTS.filter(({ request }) => uploadField(request) === undefined)) {
  describe(endpoint.name, () => {
    it("takes every request in the strict form as it is", () => {
      fc.assert(
        fc.property(strictValue(endpoint.request), (value) => {
          assert.deepEqual(decodeBody(endpoint.request, stringifyJson(value)), value);
        }),
        RUNS,
      );
    });

    it("reads a request in the strict form as the quick test takes it", () => {
      fc.assert(
        fc.property(strictValue(endpoint.request), (value) => {
          // A field that nobody knows takes the slow path and is ignored there.
          const body = stringifyJson({ ...Object(value), "no-such-field": 1 });
          assert.deepEqual(decodeBody(endpoint.request, body), value);
        }),
        RUNS,
      );
    });

    it("decodes or refuses any JSON", () => {
      fc.assert(
        fc.property(hostileValue(endpoint.request), (value) => {
          decodesOrRefuses(() => decodeBody(endpoint.request, stringifyJson(value)));
        }),
        RUNS,
      );
    });

    it("decodes or refuses any text and any query", () => {
      fc.assert(
        fc.property(fc.string({ unit: "binary" }), (text) => decodesOrRefuses(() => decodeRequest(endpoint, text))),
        RUNS,
      );
      const names = fc.constantFrom(...Object.keys(endpoint.request.fields), "__proto__", "constructor");
      fc.assert(
        fc.property(fc.array(fc.tuple(names, fc.string())), (pairs) => {
          decodesOrRefuses(() => decodeQuery(endpoint.request, new URLSearchParams(pairs)));
        }),
        RUNS,
      );
    });
  });
}
