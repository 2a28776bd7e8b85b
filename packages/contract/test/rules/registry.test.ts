import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  checkAlias,
  checkModelName,
  checkModelTag,
  checkNewAlias,
  checkNewTags,
  checkVersionTag,
  isPrompt,
  isVersionName,
  parseStage,
  parseVersionNumber,
  VERSION_NAME_TAG,
} from "@millrace/contract";

const refused = { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" };

describe("the name of a registered model", () => {
  it("may be any text without '/' and ':'", () => {
    for (const name of ["iris", " a ", "größe 🌊", "a.", "a..b", "a\\b", "a%b#c?d", "latest", "m-1", "é".repeat(500)]) {
      checkModelName(name, "name");
    }
  });

  it("is no path and not blank", () => {
    for (const name of ["", " ", "\t\n", "a/b", "a:b", ".", "..", "../x", "..a", "e".repeat(501)]) {
      assert.throws(() => checkModelName(name, "name"), refused, name);
    }
  });
});

describe("an alias", () => {
  it("has letters, digits, underscores and dashes", () => {
    for (const alias of ["champion", "1", "v1a", "v", "a-b_C", "größe", "版本", "Production", "x".repeat(255)]) {
      checkNewAlias(alias, "alias");
    }
    for (const alias of ["", "a b", "a.b", "a/b", "a@b", "best\n", "🌊", "x".repeat(256)]) {
      assert.throws(() => checkAlias(alias, "alias"), refused, alias);
    }
  });

  it("does not look like a version", () => {
    for (const alias of ["latest", "LATEST", "v1", "V12"]) {
      checkAlias(alias, "alias");
      assert.throws(() => checkNewAlias(alias, "alias"), refused, alias);
    }
  });
});

describe("the name of a version", () => {
  it("can't be taken for anything else", () => {
    for (const name of ["v1", "V1", "1.0", "2024-01-01_final", "x".repeat(255)]) assert.ok(isVersionName(name), name);
    for (const name of [
      "",
      "1",
      "007",
      "latest",
      "Latest",
      "production",
      "None",
      "a b",
      "a/b",
      "é",
      ".",
      "..",
      "x".repeat(256),
    ]) {
      assert.ok(!isVersionName(name), name);
    }
  });

  it("is checked in its tag", () => {
    checkVersionTag({ key: VERSION_NAME_TAG, value: "v1" });
    assert.throws(() => checkVersionTag({ key: VERSION_NAME_TAG, value: "3" }), refused);
    assert.throws(() => checkVersionTag({ key: VERSION_NAME_TAG }), refused);
    checkModelTag({ key: VERSION_NAME_TAG, value: "3" });
  });
});

describe("tags of the registry", () => {
  it("are complete, and the last of one key counts", () => {
    const tags = checkNewTags([{ key: "a", value: "1" }, { key: "b" }, { key: "a", value: "2" }], checkModelTag);
    assert.deepEqual(tags, [
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ]);
  });

  it("have limits", () => {
    checkModelTag({ key: "k".repeat(250), value: "é".repeat(100_000) });
    for (const tag of [
      { key: "" },
      { key: "k".repeat(251) },
      { key: "k", value: "v".repeat(100_001) },
      { key: "../k" },
    ]) {
      assert.throws(() => checkModelTag(tag), refused);
    }
    const many = (count: number): { key: string }[] =>
      Array.from({ length: count }, (_, index) => ({ key: `k${index}` }));
    assert.equal(checkNewTags(many(1000), checkModelTag).length, 1000);
    assert.throws(() => checkNewTags(many(1001), checkModelTag), refused);
  });

  it("make a prompt with `true` in any case", () => {
    assert.ok(isPrompt([{ key: "mlflow.prompt.is_prompt", value: "True" }]));
    assert.ok(!isPrompt([{ key: "mlflow.prompt.is_prompt", value: "false" }]));
  });
});

describe("stages and numbers", () => {
  it("are read in the spellings that clients send", () => {
    assert.equal(parseStage("pRoduction", "stage"), "Production");
    assert.equal(parseStage("NONE", "stage"), "None");
    for (const stage of ["", "Testing", " Staging", "Deleted_Internal"]) {
      assert.throws(() => parseStage(stage, "stage"), refused, stage);
    }
    assert.equal(parseVersionNumber("007", "version"), 7);
    assert.equal(parseVersionNumber("99999999999999999999", "version"), 0);
    for (const text of ["", "x", "1.0", "1e0", " 1", "v1", "9".repeat(5000)]) {
      assert.throws(() => parseVersionNumber(text, "version"), refused, text.slice(0, 20));
    }
  });
});
