import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { call, DATABASES, pick, pickString, startMillrace } from "@millrace/testkit";

const WRITERS = 16;
const CRASHES = 3;
const UNDER_LOAD_MS = 1500;

interface Writer {
  readonly runId: string;
  /** The steps whose write was answered with 200. */
  readonly acknowledged: number[];
}

for (const database of DATABASES) {
  describe(`kill -9 under load on ${database.name}`, { skip: database.skip }, () => {
    it("keeps every acknowledged write", async (test) => {
      const { uri, drop } = await database.fresh();
      test.after(drop);
      const writers: Writer[] = [];
      for (let crash = 0; crash < CRASHES; crash++) {
        const server = await startMillrace({ backend: uri });
        if (writers.length === 0) writers.push(...(await startWriters(server.url)));
        const writing = Promise.all(writers.map((writer) => writeUntilRefused(server.url, writer)));
        await sleep(UNDER_LOAD_MS);
        await server.kill();
        await writing;
      }
      const server = await startMillrace({ backend: uri });
      for (const writer of writers) await checkWriter(server.url, writer);
      await server.stop();
    });
  });
}

async function startWriters(url: string): Promise<Writer[]> {
  return Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const answer = await call(url, "POST", "/api/2.0/mlflow/runs/create", { experiment_id: "0" });
      return { runId: pickString(answer.body, "run", "info", "run_id"), acknowledged: [] };
    }),
  );
}

async function writeUntilRefused(url: string, writer: Writer): Promise<void> {
  for (let step = (writer.acknowledged.at(-1) ?? -1) + 2; ; step++) {
    const batch = {
      run_id: writer.runId,
      metrics: [{ key: "loss", value: step / 3, timestamp: step, step }],
      params: [{ key: `p${step}`, value: String(step) }],
      tags: [{ key: "last", value: String(step) }],
    };
    try {
      const answer = await call(url, "POST", "/api/2.0/mlflow/runs/log-batch", batch);
      assert.equal(answer.status, 200, answer.text);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      // The server is gone: this write was not acknowledged and may be there or not.
      return;
    }
    writer.acknowledged.push(step);
  }
}

async function checkWriter(url: string, writer: Writer): Promise<void> {
  assert.ok(writer.acknowledged.length > 0, "a writer got nothing through");
  const query = new URLSearchParams({ run_id: writer.runId, metric_key: "loss" });
  const history = await call(url, "GET", `/api/2.0/mlflow/metrics/get-history?${query.toString()}`);
  const steps = new Map(
    list(pick(history.body, "metrics")).map((point) => [pick(point, "step"), pick(point, "value")]),
  );
  const run = await call(url, "GET", `/api/2.0/mlflow/runs/get?run_id=${writer.runId}`);
  const params = new Map(list(pick(run.body, "run", "data", "params")).map((p) => [pick(p, "key"), pick(p, "value")]));
  for (const step of writer.acknowledged) {
    assert.equal(steps.get(step), step / 3, `the metric of step ${step} is lost`);
    assert.equal(params.get(`p${step}`), String(step), `the parameter of step ${step} is lost`);
  }
  // A batch is there as a whole or not at all, also the one that was under way at the crash.
  assert.equal(params.size, steps.size);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
