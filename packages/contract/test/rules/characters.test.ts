import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkLength, firstCharacters, isLongerThan } from "@millrace/contract";
import fc from "fast-check";

const text = fc.string({ unit: "binary", maxLength: 30 });

describe("lengths in characters", () => {
  it("count code points", () => {
    fc.assert(
      fc.property(text, fc.nat(30), (value, limit) => {
        assert.equal(isLongerThan(value, limit), Array.from(value).length > limit);
      }),
    );
  });

  it("cut between code points", () => {
    fc.assert(
      fc.property(text, fc.nat(30), (value, limit) => {
        assert.equal(firstCharacters(value, limit), Array.from(value).slice(0, limit).join(""));
      }),
    );
  });

  it("are told in the refusal", () => {
    assert.throws(() => checkLength("😀😀😀", 2, "name"), {
      code: "INVALID_PARAMETER_VALUE",
      message: /'name' has 3 .* 2/,
    });
    checkLength("😀😀", 2, "name");
  });
});
