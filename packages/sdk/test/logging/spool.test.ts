import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { tempDir } from "@millrace/testkit";
import fc from "fast-check";
import type { Batch } from "../../src/logging/item.ts";
import { SpoolFile } from "../../src/logging/spool-file.ts";
import { decodeLine, encodeBatch } from "../../src/logging/spool-line.ts";
import { takeLock } from "../../src/logging/spool-lock.ts";
import { newWriter, type SpoolPlace, spoolPlace, spooledRuns, spooledWriters } from "../../src/logging/spool-places.ts";

const RUN = "0123456789abcdef0123456789abcdef";

function batch(sequence: number, more: Partial<Batch> = {}): Batch {
  const points = { keys: ["loss"], values: [sequence / 3], steps: [sequence], timestamps: [1000 + sequence] };
  return { kind: "batch", sequence, points, params: [], tags: [], end: undefined, ...more };
}

function create(): { spool: string; place: SpoolPlace; file: SpoolFile } {
  const spool = tempDir();
  const place = spoolPlace(spool, RUN, newWriter());
  const header = { format: 1, uri: "http://server", runId: RUN, writer: place.writer } as const;
  return { spool, place, file: SpoolFile.create(place, header) };
}

function reopen(place: SpoolPlace): SpoolFile {
  const file = SpoolFile.open(place);
  assert.ok(file instanceof SpoolFile);
  return file;
}

function rest(file: SpoolFile): unknown[] {
  const items: unknown[] = [];
  for (let next = file.next(); next !== undefined; next = file.next()) items.push(next.item);
  return items;
}

const double = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -0));
const text = fc.string({ unit: "binary" });
const anyPoint = fc.tuple(text, double, fc.maxSafeInteger(), fc.maxSafeNat());
const plain = { noNullPrototype: true };
const pair = fc.record({ key: text, value: text }, plain);
const endOfRun = fc.record(
  { status: fc.constantFrom("FINISHED", "FAILED", "KILLED"), endTime: fc.maxSafeNat() },
  plain,
);
const anyBatch = fc
  .record({
    sequence: fc.maxSafeNat(),
    points: fc.array(anyPoint),
    params: fc.array(pair),
    tags: fc.array(pair),
    end: fc.option(endOfRun, { nil: undefined }),
  })
  .map(({ points, ...others }): Batch => ({
    kind: "batch",
    ...others,
    points: {
      keys: points.map(([key]) => key),
      values: points.map(([, value]) => value),
      steps: points.map(([, , step]) => step),
      timestamps: points.map(([, , , timestamp]) => timestamp),
    },
  }));

test("a batch is the same after it was on disk, whatever is in it", () => {
  fc.assert(
    fc.property(anyBatch, (given) => {
      const line = JSON.stringify(encodeBatch(given));
      assert.ok(!line.includes("\n"));
      assert.deepEqual(decodeLine(line), { kind: "batch", batch: given });
    }),
  );
});

test("items come back in order, behind those that were acknowledged", () => {
  const { spool, place, file } = create();
  const ends = [1, 2, 3].map((sequence) => file.append(batch(sequence)).end);
  assert.deepEqual(rest(file), [batch(1), batch(2), batch(3)]);
  file.acknowledge(ends[1] ?? 0);
  assert.deepEqual(rest(file), [batch(3)]);
  file.append(batch(4));
  file.close();
  const again = reopen(place);
  assert.deepEqual(rest(again), [batch(3), batch(4)]);
  again.remove();
  assert.ok(!existsSync(place.folder));
  assert.deepEqual(spooledRuns(spool), []);
});

test("an artifact is copied when it goes to disk", () => {
  const { spool, place, file } = create();
  const given = path.join(spool, "given.txt");
  writeFileSync(given, "as it was");
  file.append({ kind: "artifact", path: "a/b.bin", content: new Uint8Array([1, 2, 3]) });
  file.append({ kind: "artifact", path: "c.txt", content: { file: given } });
  writeFileSync(given, "changed");
  file.close();
  const contents = [reopen(place)]
    .flatMap((again) => [again.next(), again.next()])
    .map((next) => {
      assert.ok(next?.item.kind === "artifact" && "file" in next.item.content);
      return [next.item.path, readFileSync(next.item.content.file, "latin1")];
    });
  assert.deepEqual(contents, [
    ["a/b.bin", "\u0001\u0002\u0003"],
    ["c.txt", "as it was"],
  ]);
});

test("a line that was torn at any place is as if it had not been written, and appending goes on behind it", () => {
  const { place, file } = create();
  const [first, second] = [file.append(batch(1)).end, file.append(batch(2)).end];
  file.close();
  for (let size = second - 1; size >= first; size -= 7) {
    truncateSync(place.file, size);
    const torn = reopen(place);
    assert.deepEqual(rest(torn), [batch(1)]);
    torn.append(batch(2));
    torn.close();
    const whole = reopen(place);
    assert.deepEqual(rest(whole), [batch(1), batch(2)]);
    whole.close();
  }
});

test("a damaged line is an error and nothing is removed", () => {
  const { place, file } = create();
  file.append(batch(1));
  file.close();
  appendFileSync(place.file, "{}\n");
  const damaged = reopen(place);
  assert.deepEqual(damaged.next()?.item, batch(1));
  assert.throws(() => damaged.next(), { code: "INTERNAL_ERROR", message: /damaged/ });
  damaged.close();
  writeFileSync(place.file, '{"format":2}\n');
  assert.throws(() => SpoolFile.open(place), { code: "INTERNAL_ERROR", message: /newer version/ });
  assert.ok(existsSync(place.file));
  assert.ok(!existsSync(place.lock));
});

test("a file without a whole line holds nothing and goes away", () => {
  const { place, file } = create();
  file.close();
  truncateSync(place.file, 10);
  assert.equal(SpoolFile.open(place), "gone");
  assert.ok(!existsSync(place.folder));
});

test("writers are found in the order in which they began", async () => {
  const spool = tempDir();
  const writers: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    const writer = newWriter();
    writers.push(writer);
    SpoolFile.create(spoolPlace(spool, RUN, writer), { format: 1, uri: "", runId: RUN, writer }).close();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.deepEqual(
    spooledWriters(spool, RUN).map(({ writer }) => writer),
    writers,
  );
});

test("a lock is held while its owner lives, and taken over when it has died", async () => {
  const lock = path.join(tempDir(), "a.lock");
  assert.equal(takeLock(lock), true);
  assert.equal(takeLock(lock), false);
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  writeFileSync(lock, `${child.pid} - ${hostname()}`);
  assert.equal(takeLock(lock), true);
  assert.equal(takeLock(lock), false);
  writeFileSync(lock, `${child.pid} - elsewhere`);
  assert.equal(takeLock(lock), false);
  // The id of a living process that began at another time belongs to another process by now.
  writeFileSync(lock, `${process.pid} 1 ${hostname()}`);
  assert.equal(takeLock(lock), process.platform === "linux");
});
