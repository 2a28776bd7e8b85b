import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { memory } from "../../src/logging/memory.ts";
import { Queue } from "../../src/logging/queue.ts";
import type { Batch, Item } from "../../src/logging/item.ts";

function drain(queue: Queue): Item[] {
  queue.seal();
  const items: Item[] = [];
  for (let item = queue.head; item !== undefined; item = queue.head) {
    items.push(item);
    queue.dropHead();
  }
  return items;
}

function batches(items: readonly Item[]): Batch[] {
  return items.flatMap((item) => (item.kind === "batch" ? [item] : []));
}

const entry = fc.oneof(
  fc.record({ kind: fc.constant("point" as const), key: fc.constantFrom("a", "b"), value: fc.double() }),
  fc.record({ kind: fc.constant("param" as const), key: fc.constantFrom("a", "b", "c"), value: fc.string() }),
  fc.record({ kind: fc.constant("tag" as const), key: fc.constantFrom("a", "b"), value: fc.string() }),
  fc.record({ kind: fc.constant("artifact" as const), path: fc.string() }),
);

test("everything comes out once, in order, and the account of memory returns to nothing", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 100 }), (entries) => {
      const before = { points: memory.points, bytes: memory.bytes };
      const queue = new Queue();
      for (const [step, one] of entries.entries()) {
        if (one.kind === "point") queue.addPoint(one.key, one.value, step, 1);
        if (one.kind === "param") queue.addParam(one.key, one.value);
        if (one.kind === "tag") queue.addTag(one.key, one.value);
        if (one.kind === "artifact")
          queue.addArtifact({ kind: "artifact", path: one.path, content: new Uint8Array(3) });
      }
      const items = drain(queue);
      assert.ok(queue.isEmpty);
      assert.deepEqual({ points: memory.points, bytes: memory.bytes }, before);
      const points = batches(items).flatMap(({ points: { keys, values, steps } }) =>
        keys.map((key, i) => [key, values[i], steps[i]]),
      );
      const logged = entries.flatMap((one, step) => (one.kind === "point" ? [[one.key, one.value, step]] : []));
      assert.deepEqual(points, logged);
      const paths = items.flatMap((item) => (item.kind === "artifact" ? [item.path] : []));
      assert.deepEqual(
        paths,
        entries.flatMap((one) => (one.kind === "artifact" ? [one.path] : [])),
      );
      assert.deepEqual(
        batches(items).map(({ sequence }) => sequence),
        batches(items).map((_, i) => i + 1),
      );
      for (const { params } of batches(items)) assert.equal(new Set(params.map(({ key }) => key)).size, params.length);
    }),
  );
});

test("a batch holds no more than the server takes at once", () => {
  const queue = new Queue();
  for (let step = 0; step < 25_000; step += 1) queue.addPoint("loss", step, step, 1);
  for (let i = 0; i < 2500; i += 1) queue.addParam(`p${i}`, "x");
  for (let i = 0; i < 300; i += 1) queue.addTag(`t${i}`, "y".repeat(8000));
  const all = batches(drain(queue));
  assert.deepEqual(
    all.slice(0, 2).map(({ points }) => points.keys.length),
    [4000, 4000],
  );
  for (const { points, params, tags } of all) {
    assert.ok(points.keys.length <= 4000 && params.length <= 1000 && tags.length <= 1000);
    assert.ok(tags.reduce((sum, { value }) => sum + value.length, 0) <= 1024 * 1024);
  }
  assert.equal(all.flatMap(({ params }) => params).length, 2500);
  assert.equal(all.flatMap(({ tags }) => tags).length, 300);
});

test("an end is the last of its batch, and what is logged later goes into the next", () => {
  const queue = new Queue();
  queue.addPoint("loss", 1, 1, 1);
  queue.addEnd({ status: "FINISHED", endTime: 5 });
  queue.addPoint("loss", 2, 2, 2);
  const [first, second] = batches(drain(queue));
  assert.deepEqual(first?.end, { status: "FINISHED", endTime: 5 });
  assert.deepEqual(first?.points.steps, [1]);
  assert.equal(second?.end, undefined);
  assert.deepEqual(second?.points.steps, [2]);
});
