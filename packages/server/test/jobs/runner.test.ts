import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Job, MillraceError } from "@millrace/contract";
import { openStore, type Store } from "@millrace/store";
import { DATABASES } from "@millrace/testkit";
import type { JobKind } from "../../src/jobs/kind.ts";
import { JobRunner } from "../../src/jobs/runner.ts";

const FAST = { atOnce: 2, beatMs: 20, pollMs: 20, lostMs: 200 };

function fail(error: unknown): void {
  throw error;
}

async function untilEnded(store: Store, id: string): Promise<Job> {
  for (;;) {
    const job = await store.jobs.get(id);
    if (job.end_time !== undefined) return job;
    await sleep(10);
  }
}

async function untilRunning(store: Store, id: string): Promise<void> {
  while ((await store.jobs.get(id)).state === "QUEUED") await sleep(5);
}

/** A job that goes on until it is told to end. */
function endless(resumes: boolean): JobKind {
  return {
    name: "endless",
    resumes,
    run: async (_input, { signal, note, checkpoint = "" }) => {
      note(`${checkpoint}x`);
      while (!signal.aborted) await sleep(5);
      throw new Error("It was aborted.");
    },
  };
}

const echo: JobKind = {
  name: "echo",
  resumes: false,
  run: (input, control) => {
    control.log(`got ${input}`);
    control.progress(1, 1, "done");
    return Promise.resolve({ input, checkpoint: control.checkpoint ?? null });
  },
};

const broken: JobKind = {
  name: "broken",
  resumes: false,
  run: () => Promise.reject(new MillraceError("RESOURCE_EXHAUSTED", "There is no room.")),
};

function newJob(kind: string, input = "{}") {
  return { kind, input, user: "", reason: "" };
}

for (const database of DATABASES) {
  describe(`the job runner on ${database.name}`, { skip: database.skip }, () => {
    async function open(test: TestContext): Promise<{ store: Store; runner: (kinds: JobKind[]) => JobRunner }> {
      const { uri, drop } = await database.fresh();
      const store = await openStore({ uri, artifactRoot: "/artifacts", onBackgroundError: fail });
      const runners: JobRunner[] = [];
      test.after(async () => {
        await Promise.all(runners.map((runner) => runner.stop()));
        await store.close();
        await drop();
      });
      const runner = (kinds: JobKind[]): JobRunner => {
        const made = new JobRunner(store.jobs, kinds, { ...FAST, onError: fail });
        runners.push(made);
        return made;
      };
      return { store, runner };
    }

    it("does a job as soon as it is queued, and keeps its log and result", async (test) => {
      const { store, runner } = await open(test);
      const jobs = runner([echo, broken]);
      jobs.start();
      const queued = await jobs.queue(newJob("echo", "[1]"));
      const done = await untilEnded(store, String(queued?.job_id));
      assert.equal(done.state, "SUCCEEDED");
      assert.deepEqual(done.result, { input: "[1]", checkpoint: null });
      assert.deepEqual(done.progress, { done: 1, total: 1, text: "done" });
      assert.deepEqual(
        (await store.jobs.log(done.job_id, 0, 9)).lines.map((line) => line.text),
        ["got [1]"],
      );
    });

    it("fails a job with the code and message of what it threw", async (test) => {
      const { store, runner } = await open(test);
      const jobs = runner([broken]);
      jobs.start();
      const job = await untilEnded(store, String((await jobs.queue(newJob("broken")))?.job_id));
      assert.deepEqual(
        [job.state, job.error],
        ["FAILED", { error_code: "RESOURCE_EXHAUSTED", message: "There is no room." }],
      );
    });

    it("has no more jobs at once than it may, and leaves other kinds alone", async (test) => {
      const { store, runner } = await open(test);
      const jobs = runner([endless(true)]);
      jobs.start();
      const foreign = await jobs.queue(newJob("foreign"));
      const ids: string[] = [];
      for (let index = 0; index < 3; index++) ids.push(String((await jobs.queue(newJob("endless")))?.job_id));
      await untilRunning(store, String(ids[1]));
      await sleep(100);
      assert.equal((await store.jobs.get(String(ids[2]))).state, "QUEUED");
      assert.equal((await store.jobs.get(String(foreign?.job_id))).state, "QUEUED");
      await jobs.cancel(String(ids[0]));
      await untilRunning(store, String(ids[2]));
    });

    it("cancels a job, its own or another runner's", async (test) => {
      const { store, runner } = await open(test);
      const [worker, other] = [runner([endless(true)]), runner([])];
      worker.start();
      for (const canceller of [worker, other]) {
        const id = String((await worker.queue(newJob("endless")))?.job_id);
        await untilRunning(store, id);
        await canceller.cancel(id);
        assert.equal((await untilEnded(store, id)).state, "CANCELLED");
      }
    });

    it("gives back what can go on elsewhere when it stops, and fails the rest", async (test) => {
      const { store, runner } = await open(test);
      for (const resumes of [true, false]) {
        const first = runner([endless(resumes)]);
        first.start();
        const id = String((await first.queue(newJob("endless")))?.job_id);
        await untilRunning(store, id);
        await sleep(50);
        await first.stop();
        assert.equal((await store.jobs.get(id)).state, resumes ? "QUEUED" : "FAILED");
        if (!resumes) continue;
        const seen: (string | undefined)[] = [];
        const kind: JobKind = {
          ...endless(true),
          run: (_input, { checkpoint }) => {
            seen.push(checkpoint);
            return Promise.resolve({});
          },
        };
        const next = runner([kind]);
        next.start();
        assert.equal((await untilEnded(store, id)).state, "SUCCEEDED");
        await next.stop();
        assert.deepEqual(seen, ["x"]);
      }
    });

    it("takes over what a dead runner left, or fails it clearly, and gives up on what kills every runner", async (test) => {
      const { store, runner } = await open(test);
      const left = async (kind: string, attempts: number): Promise<string> => {
        const job = await store.jobs.create(newJob(kind));
        for (let attempt = 1; attempt < attempts; attempt++) {
          await store.jobs.claim("dead", [kind]);
          const [seen] = (await store.jobs.unended()).filter(({ id }) => id === job?.job_id);
          assert.ok(seen);
          if (attempt > 1) await store.jobs.takeOver(seen, "dead");
        }
        return String(job?.job_id);
      };
      const [resumed, lost, deadly] = [await left("echo", 2), await left("broken", 2), await left("endless", 6)];
      runner([{ ...echo, resumes: true }, broken, endless(true)]).start();
      assert.equal((await untilEnded(store, resumed)).state, "SUCCEEDED");
      const failed = await untilEnded(store, lost);
      assert.equal(failed.state, "FAILED");
      assert.match(String(failed.error?.message), /server.*ended in the middle/);
      assert.match(String((await untilEnded(store, deadly)).error?.message), /Every server/);
    });
  });
}
