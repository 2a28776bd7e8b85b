import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  checkLoggedModelName,
  checkLoggedModelParams,
  checkLoggedModelTags,
  checkNewLoggedModelTags,
} from "@millrace/contract";

const refused = (code: string, message: RegExp): object => ({ name: "MillraceError", code, message });
const INVALID = "INVALID_PARAMETER_VALUE";

describe("the name of a logged model", () => {
  it("has at most 500 characters, none of which has a meaning in URIs", () => {
    for (const name of ["", " ", "größe", "a\\b", "a-b_c", "🌸".repeat(500)]) checkLoggedModelName(name, "name");
    for (const name of ["a/b", "a:b", ".", "50%", '"', "it's", "🌸".repeat(501)]) {
      assert.throws(() => checkLoggedModelName(name, "name"), refused(INVALID, /'name'/), name);
    }
  });
});

describe("parameters and tags of a logged model", () => {
  const twice = [{ key: "a", value: "1" }, { key: "b" }, { key: "a", value: "2" }];

  it("are completed with empty texts", () => {
    assert.deepEqual(checkLoggedModelParams([{}, { key: "a" }]), [
      { key: "", value: "" },
      { key: "a", value: "" },
    ]);
  });

  it("have each key once, except that the last of several tags to be set counts", () => {
    assert.throws(() => checkLoggedModelParams(twice), refused("BAD_REQUEST", /'params\[2\]\.key'/));
    assert.throws(() => checkNewLoggedModelTags(twice), refused("BAD_REQUEST", /'tags\[2\]\.key'/));
    assert.deepEqual(checkLoggedModelTags(twice), [
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ]);
  });

  it("are at most 1,000, with keys of at most 255 characters", () => {
    const many = (count: number): { key: string }[] => Array.from({ length: count }, (_, i) => ({ key: `k${i}` }));
    assert.equal(checkLoggedModelParams(many(1000)).length, 1000);
    assert.throws(() => checkLoggedModelTags(many(1001)), refused(INVALID, /'tags'/));
    assert.throws(() => checkLoggedModelParams([{ key: "k".repeat(256) }]), refused(INVALID, /'params\[0\]\.key'/));
  });
});
