import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetInputs, checkModelInputs, checkModelOutputs } from "@millrace/contract";

describe("dataset inputs", () => {
  it("are completed", () => {
    assert.deepEqual(checkDatasetInputs([{ dataset: { name: "n", schema: "s" }, tags: [{ key: "k" }] }]), [
      {
        dataset: { name: "n", digest: "", source_type: "", source: "", schema: "s" },
        tags: [{ key: "k", value: "" }],
      },
    ]);
  });

  it("are refused beyond the limits", () => {
    for (const dataset of [
      { name: "x".repeat(501) },
      { digest: "x".repeat(37) },
      { source: "x".repeat(65_536) },
      { schema: "x".repeat(1_048_576) },
      { profile: "x".repeat(16_777_216) },
    ]) {
      assert.throws(() => checkDatasetInputs([{ dataset }]), {
        code: "INVALID_PARAMETER_VALUE",
        message: /datasets\[0\]/,
      });
    }
    for (const tag of [{ key: "k".repeat(256) }, { key: "k", value: "v".repeat(501) }]) {
      assert.throws(() => checkDatasetInputs([{ dataset: {}, tags: [tag] }]), { message: /datasets\[0\]\.tags\[0\]/ });
    }
  });

  it("are at most 1,000", () => {
    const many = (count: number) => Array.from({ length: count }, () => ({ dataset: { name: "n" } }));
    assert.equal(checkDatasetInputs(many(1000)).length, 1000);
    assert.throws(() => checkDatasetInputs(many(1001)), TOO_MANY);
  });

  it("have each tag once", () => {
    const tags = [
      { key: "k", value: "a" },
      { key: "k", value: "b" },
    ];
    assert.throws(() => checkDatasetInputs([{ dataset: {}, tags }]), { code: "BAD_REQUEST" });
  });
});

const TOO_MANY = { code: "INVALID_PARAMETER_VALUE", message: /has 1001 items; at most 1000/ };

describe("models of a run", () => {
  it("are completed, and each output is given once", () => {
    assert.deepEqual(checkModelInputs([{}]), [{ model_id: "" }]);
    assert.deepEqual(checkModelOutputs([{ model_id: "m" }]), [{ model_id: "m", step: 0 }]);
    assert.throws(() => checkModelOutputs([{ model_id: "m" }, { model_id: "m", step: 1 }]), { code: "BAD_REQUEST" });
  });

  it("are at most 1,000", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ model_id: String(index) }));
    for (const check of [checkModelInputs, checkModelOutputs]) {
      assert.equal(check(many(1000)).length, 1000);
      assert.throws(() => check(many(1001)), TOO_MANY);
    }
  });
});
