import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseJson, stringifyJson } from "@millrace/contract";
import fc from "fast-check";

describe("parseJson and stringifyJson", () => {
  it("carry every 64-bit integer", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (integer) => {
        assert.equal(stringifyJson({ n: integer }), `{"n":${integer}}`);
        for (const text of [`{"n":${integer}}`, `[1,${integer}]`, `[[${integer}]]`, String(integer)]) {
          assert.equal(stringifyJson(parseJson(text)), text);
        }
      }),
    );
  });

  it("give every JSON text back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.equal(stringifyJson(parseJson(text)), text);
      }),
    );
  });

  it("keep doubles with many digits doubles", () => {
    assert.deepEqual(
      parseJson("[0.12345678901234567890, 1e300, 12345678901234567890.5]"),
      [0.12345678901234568, 1e300, 12345678901234567000],
    );
  });
});
