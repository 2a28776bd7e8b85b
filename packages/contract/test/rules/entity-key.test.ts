import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkEntityKey } from "@millrace/contract";

const refused = { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" };

describe("checkEntityKey", () => {
  it("accepts letters of any script, digits and _ - . : / and spaces", () => {
    for (const key of ["a", "loss", "val/acc", "a b", "a.b", "größe", "アルファ", "x:y", "a-b_c", "1", "a/..b", ".a"]) {
      checkEntityKey(key, "key");
    }
    checkEntityKey("k".repeat(250), "key");
    checkEntityKey("𝒌".repeat(250), "key");
  });

  it("refuses other characters", () => {
    for (const key of ["", "a$", "a#b", "a\\b", "a\n", "😀", "a\u0301", "a\tb", "a%2fb", "a?b", "a;b"]) {
      assert.throws(() => checkEntityKey(key, "key"), refused, JSON.stringify(key));
    }
  });

  it("refuses what is no normal relative path", () => {
    for (const key of [".", "..", "../a", "..a", "/a", "a/", "a//b", "./a", "a/./b", "a/../b", "a/.."]) {
      assert.throws(() => checkEntityKey(key, "key"), refused, key);
    }
  });

  it("refuses more than 250 characters, and says where", () => {
    assert.throws(() => checkEntityKey("k".repeat(251), "metrics[3].key"), {
      ...refused,
      message: /metrics\[3\]\.key.*251/,
    });
  });
});
