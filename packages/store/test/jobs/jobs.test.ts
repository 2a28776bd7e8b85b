import assert from "node:assert/strict";
import { it } from "node:test";
import type { Job } from "@millrace/contract";
import type { JobReport, Store } from "@millrace/store";
import { onEveryDatabase, refusal } from "../support/stores.ts";

const NEW = { kind: "sweep", input: '{"ids":["1"]}', user: "ada", reason: "tidy up" };

const QUIET: JobReport = { done: 0, total: undefined, text: "", checkpoint: undefined, lines: [] };

async function queue(store: Store, change: { kind?: string; uniqueKey?: string } = {}): Promise<Job> {
  const job = await store.jobs.create({ ...NEW, ...change });
  assert.ok(job);
  return job;
}

onEveryDatabase("jobs", (open) => {
  it("wait until a runner of their kind begins them, the oldest first", async (test) => {
    const store = await open(test);
    const { jobs } = store;
    const [other, first, second] = [await queue(store, { kind: "other" }), await queue(store), await queue(store)];
    assert.equal(first.state, "QUEUED");
    assert.deepEqual([first.input, first.user_id, first.reason, first.attempts], [{ ids: ["1"] }, "ada", "tidy up", 0]);
    assert.equal((await jobs.claim("a", ["sweep"]))?.id, first.job_id);
    assert.equal((await jobs.claim("b", ["sweep"]))?.id, second.job_id);
    assert.equal(await jobs.claim("a", ["sweep"]), undefined);
    assert.equal(await jobs.claim("a", []), undefined);
    assert.deepEqual(
      (await jobs.unended()).map(({ id, owner }) => [id, owner]),
      [
        [other.job_id, undefined],
        [first.job_id, "a"],
        [second.job_id, "b"],
      ],
    );
  });

  it("are begun by one runner when many ask at once", async (test) => {
    const store = await open(test);
    for (let count = 0; count < 5; count++) await queue(store);
    const owners = Array.from({ length: 20 }, (_, index) => `r${index}`);
    const claimed = new Set<string>();
    // A claim that comes too late for its job gives none; a runner asks again.
    for (let round = 0; round < 10; round++) {
      for (const job of await Promise.all(owners.map((owner) => store.jobs.claim(owner, ["sweep"])))) {
        if (job === undefined) continue;
        assert.ok(!claimed.has(job.id), "begun twice");
        claimed.add(job.id);
      }
    }
    assert.equal(claimed.size, 5);
  });

  it("tell how far they are, keep notes and log lines, and end with a result", async (test) => {
    const store = await open(test);
    const { job_id: id } = await queue(store);
    await store.jobs.claim("a", ["sweep"]);
    const lines = ["one", "two – ∞"].map((text, index) => ({ time: index, text }));
    const report = { done: 3, total: 9, text: "a third", checkpoint: "at 3", lines };
    assert.equal(await store.jobs.report(id, "a", report), "go on");
    const running = await store.jobs.get(id);
    assert.deepEqual(running.progress, { done: 3, total: 9, text: "a third" });
    assert.equal(running.state, "RUNNING");
    assert.deepEqual(await store.jobs.log(id, 1, 10), {
      state: "RUNNING",
      lines: [{ number: 1, time: 1, text: "two – ∞" }],
    });
    assert.equal(await store.jobs.end(id, "a", { state: "SUCCEEDED", result: '{"rows":1}' }), true);
    const ended = await store.jobs.get(id);
    assert.deepEqual([ended.state, ended.result, ended.error], ["SUCCEEDED", { rows: 1 }, undefined]);
    assert.ok(Number(ended.end_time) >= Number(ended.start_time));
    assert.equal(await store.jobs.report(id, "a", QUIET), "lost");
    assert.equal(await store.jobs.end(id, "a", { state: "FAILED", code: "INTERNAL_ERROR", error: "x" }), false);
  });

  it("keep the last 10,000 lines of a log, each with its number", async (test) => {
    const store = await open(test);
    const { job_id: id } = await queue(store);
    await store.jobs.claim("a", ["sweep"]);
    for (let batch = 0; batch < 6; batch++) {
      const lines = Array.from({ length: 2000 }, (_, index) => ({ time: 0, text: String(batch * 2000 + index) }));
      await store.jobs.report(id, "a", { ...QUIET, lines });
    }
    const { lines } = await store.jobs.log(id, 0, 20_000);
    assert.equal(lines.length, 10_000);
    assert.ok(lines.every(({ number, text }, index) => number === 2000 + index && text === String(number)));
    assert.equal((await store.jobs.get(id)).log_lines, 12_000);
  });

  it("are taken over once, and only from who is silent; the silent one can do no harm any more", async (test) => {
    const store = await open(test);
    const { job_id: id } = await queue(store);
    await store.jobs.claim("a", ["sweep"]);
    const [seen] = await store.jobs.unended();
    assert.ok(seen);
    await store.jobs.report(id, "a", { ...QUIET, checkpoint: "half" });
    assert.equal(await store.jobs.takeOver(seen, "b"), undefined, "it gave a sign of life");
    const [again] = await store.jobs.unended();
    assert.ok(again);
    const taken = await Promise.all(["b", "c", "d"].map((owner) => store.jobs.takeOver(again, owner)));
    assert.deepEqual(
      taken.flatMap((job) => (job === undefined ? [] : [[job.checkpoint, job.attempts]])),
      [["half", 2]],
    );
    assert.equal(await store.jobs.report(id, "a", { ...QUIET, lines: [{ time: 0, text: "ghost" }] }), "lost");
    assert.equal(await store.jobs.end(id, "a", { state: "SUCCEEDED" }), false);
    await store.jobs.release(id, "a");
    assert.deepEqual((await store.jobs.log(id, 0, 10)).lines, []);
    assert.equal((await store.jobs.get(id)).state, "RUNNING");
  });

  it("go back to the queue when their runner stops in order", async (test) => {
    const store = await open(test);
    const { job_id: id } = await queue(store);
    await store.jobs.claim("a", ["sweep"]);
    await store.jobs.release(id, "a");
    assert.deepEqual(await store.jobs.unended(), [{ id, kind: "sweep", beat: 1 }]);
    assert.equal((await store.jobs.claim("b", ["sweep"]))?.attempts, 1);
  });

  it("end at once when they are cancelled in the queue, and are asked to when they run", async (test) => {
    const store = await open(test);
    const [waiting, running] = [await queue(store), await queue(store)];
    assert.equal((await store.jobs.cancel(waiting.job_id)).state, "CANCELLED");
    assert.equal((await store.jobs.claim("a", ["sweep"]))?.id, running.job_id);
    const asked = await store.jobs.cancel(running.job_id);
    assert.deepEqual([asked.state, asked.cancel_requested], ["RUNNING", true]);
    assert.equal(await store.jobs.report(running.job_id, "a", QUIET), "cancel");
    await store.jobs.end(running.job_id, "a", { state: "CANCELLED" });
    await assert.rejects(store.jobs.cancel(running.job_id), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("with a unique key are there once at a time", async (test) => {
    const store = await open(test);
    const made = await Promise.all(
      Array.from({ length: 4 }, () => store.jobs.create({ ...NEW, uniqueKey: "retention" })),
    );
    assert.equal(made.filter((job) => job !== undefined).length, 1);
    const [job] = await store.jobs.unended();
    await store.jobs.cancel(String(job?.id));
    assert.ok(await store.jobs.create({ ...NEW, uniqueKey: "retention" }));
  });

  it("are listed newest first, page by page, by kind and state", async (test) => {
    const store = await open(test);
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.unshift((await queue(store)).job_id);
    await queue(store, { kind: "other" });
    await store.jobs.cancel(String(ids[1]));
    const query = { kind: "sweep", states: [], maxResults: 2, pageToken: undefined };
    const found: string[] = [];
    for (let token: string | undefined, pages = 0; pages < 4; pages++) {
      const page = await store.jobs.list({ ...query, pageToken: token });
      found.push(...page.jobs.map((job) => job.job_id));
      token = page.nextPageToken;
      if (token === undefined) break;
    }
    assert.deepEqual(found, ids);
    const cancelled = await store.jobs.list({ ...query, kind: undefined, states: ["CANCELLED"] });
    assert.deepEqual(
      cancelled.jobs.map((job) => job.job_id),
      [ids[1]],
    );
    await assert.rejects(store.jobs.list({ ...query, pageToken: "zzz" }), refusal("INVALID_PARAMETER_VALUE"));
  });

  it("are removed when they have ended, with their logs", async (test) => {
    const store = await open(test);
    const [ended, waiting] = [await queue(store), await queue(store)];
    await store.jobs.claim("a", ["sweep"]);
    await store.jobs.report(ended.job_id, "a", { ...QUIET, lines: [{ time: 0, text: "x" }] });
    await store.jobs.end(ended.job_id, "a", { state: "SUCCEEDED" });
    assert.deepEqual(await store.jobs.removeEnded({ before: 1 }), []);
    assert.deepEqual(await store.jobs.removeEnded({ ids: [waiting.job_id], before: Date.now() }), []);
    assert.deepEqual(await store.jobs.removeEnded({ before: Date.now() }), [ended.job_id]);
    await assert.rejects(store.jobs.get(ended.job_id), refusal("RESOURCE_DOES_NOT_EXIST"));
  });

  it("that are not there are refused, whatever their id looks like", async (test) => {
    const store = await open(test);
    for (const id of ["1", "0", "-1", "abc", "", "9".repeat(30), "1.5", " 1"]) {
      await assert.rejects(store.jobs.get(id), refusal("RESOURCE_DOES_NOT_EXIST"), id);
      await assert.rejects(store.jobs.cancel(id), refusal("RESOURCE_DOES_NOT_EXIST"), id);
      await assert.rejects(store.jobs.log(id, 0, 1), refusal("RESOURCE_DOES_NOT_EXIST"), id);
    }
  });
});
