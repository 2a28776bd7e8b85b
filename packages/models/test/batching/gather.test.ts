import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { takeTogether, waitForMore, type Waiting } from "../../src/batching/gather.ts";

const LIMITS = { rows: 3, waitMs: 0 };
const one = (joinable = true, bytes = 10, since = 0): Waiting => ({ joinable, bytes, since });

describe("what a worker gets next", () => {
  it("is one request when none may join others", () => {
    const line = [one(), one()];
    assert.equal(takeTogether(line, undefined).length, 1);
    assert.equal(line.length, 1);
    assert.deepEqual(takeTogether([], LIMITS), []);
  });

  it("is the joinable ones up to the limit, past those that go alone", () => {
    const [a, alone, b, c, d] = [one(), one(false), one(), one(), one()];
    const line = [a, alone, b, c, d];
    assert.deepEqual(takeTogether(line, LIMITS), [a, b, c]);
    assert.deepEqual(line, [alone, d]);
    assert.deepEqual(takeTogether(line, LIMITS), [alone]);
  });

  it("is a large request by itself", () => {
    const [large, small] = [one(true, 2 ** 21), one()];
    assert.deepEqual(takeTogether([large, small], LIMITS), [large]);
    assert.deepEqual(takeTogether([small, large], LIMITS), [small]);
  });

  it("loses and doubles nothing, and keeps the order of the joinable ones", () => {
    const kind = fc.record({ joinable: fc.boolean(), bytes: fc.integer({ min: 0, max: 700_000 }) });
    fc.assert(
      fc.property(fc.array(kind), (kinds) => {
        const all = kinds.map(({ joinable, bytes }) => one(joinable, bytes));
        const line = [...all];
        const taken: Waiting[] = [];
        while (line.length > 0) {
          const some = takeTogether(line, LIMITS);
          assert.ok(some.length > 0 && some.length <= LIMITS.rows);
          taken.push(...some);
        }
        for (const joinable of [true, false]) {
          const ours = (list: Waiting[]): Waiting[] => list.filter((request) => request.joinable === joinable);
          assert.deepEqual(ours(taken), ours(all));
        }
      }),
    );
  });
});

describe("the wait for company", () => {
  it("is over when the first has waited long enough or a batch is full", () => {
    const limits = { rows: 2, waitMs: 5 };
    assert.equal(waitForMore([one(true, 1, 100)], limits, 102), 3);
    assert.equal(waitForMore([one(true, 1, 100)], limits, 106), 0);
    assert.equal(waitForMore([one(true, 1, 100), one()], limits, 102), 0);
    assert.equal(waitForMore([one(false, 1, 100)], limits, 102), 0);
    assert.equal(waitForMore([one(true, 1, 100)], LIMITS, 100), 0);
  });
});
