import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkBatch } from "@millrace/contract";

const CUT = { truncateLongValues: true };
const REFUSE = { truncateLongValues: false };

const metrics = (count: number): { key: string; value: number; timestamp: number }[] =>
  Array.from({ length: count }, (_, step) => ({ key: "m", value: step, timestamp: step }));
const pairs = (count: number): { key: string; value: string }[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: "v" }));

describe("checkBatch", () => {
  it("completes what is absent", () => {
    assert.deepEqual(checkBatch({ params: [{ key: "p" }], tags: [{ key: "t" }] }, CUT), {
      metrics: [],
      params: [{ key: "p", value: "" }],
      tags: [{ key: "t", value: "" }],
    });
  });

  it("takes batches up to the limits and refuses larger ones", () => {
    checkBatch({ metrics: metrics(1000) }, CUT);
    checkBatch({ metrics: metrics(800), params: pairs(100), tags: pairs(100) }, CUT);
    for (const batch of [
      { metrics: metrics(1001) },
      { params: pairs(101) },
      { tags: pairs(101) },
      { metrics: metrics(801), params: pairs(100), tags: pairs(100) },
    ]) {
      assert.throws(() => checkBatch(batch, CUT), { code: "INVALID_PARAMETER_VALUE", message: /at most/ });
    }
  });

  it("says where the fault is", () => {
    const bad = [...metrics(2), { key: "a//b", value: 1, timestamp: 1 }];
    assert.throws(() => checkBatch({ metrics: bad }, CUT), { message: /metrics\[2\]\.key/ });
    assert.throws(() => checkBatch({ metrics: [{ key: "a", value: 1, timestamp: -1 }] }, CUT), {
      message: /metrics\[0\]\.timestamp/,
    });
    assert.throws(() => checkBatch({ params: [{ key: "$" }] }, CUT), { message: /params\[0\]\.key/ });
    assert.throws(() => checkBatch({ tags: [{ key: "a" }, { key: ".." }] }, CUT), { message: /tags\[1\]\.key/ });
  });

  it("refuses a parameter given twice, even with the same value, but takes a tag twice", () => {
    const twice = [
      { key: "k", value: "v" },
      { key: "k", value: "v" },
    ];
    assert.throws(() => checkBatch({ params: twice }, CUT), { message: /params\[1\]\.key/ });
    assert.equal(checkBatch({ tags: twice }, CUT).tags.length, 2);
  });

  it("cuts long values or refuses them, as configured", () => {
    const long = { params: [{ key: "p", value: "😀".repeat(6001) }], tags: [{ key: "t", value: "x".repeat(8001) }] };
    const cut = checkBatch(long, CUT);
    assert.equal(cut.params[0]?.value, "😀".repeat(6000));
    assert.equal(cut.tags[0]?.value.length, 8000);
    assert.throws(() => checkBatch(long, REFUSE), { message: /params\[0\]\.value/ });
  });
});
