import assert from "node:assert/strict";
import { cpSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { freePort, type Program, startMillrace, tempDir } from "@millrace/testkit";
import { beginRun, type RunLog, sync } from "../../src/logging/index.ts";
import { historyOf, type Tools, toolsFor } from "./support/tools.ts";

const POINTS = 100_000;
const START = { startTime: 1_700_000_000_000, tags: [] };

/** Logs points with a breath now and then; `between` happens at shares of the way. */
async function logPoints(log: RunLog, between: Readonly<Record<number, () => Promise<void>>> = {}): Promise<void> {
  for (let step = 0; step < POINTS; step += 1) {
    log.logMetric("loss", Math.sin(step), step, START.startTime + step);
    if (step % 1000 === 0) await sleep(10);
    await between[step]?.();
  }
  log.logParam("last", "one");
  log.end("FINISHED", START.startTime + POINTS);
}

async function checkRun({ client, options }: Tools, runId: string): Promise<void> {
  const history = await historyOf(client, runId, "loss");
  assert.equal(history.length, POINTS);
  assert.deepEqual(
    history,
    Array.from({ length: POINTS }, (_, step) => ({ step, value: Math.sin(step) })),
  );
  const { run } = await client.runs.get({ run_id: runId });
  assert.equal(run.info.status, "FINISHED");
  assert.deepEqual(run.data.params, [{ key: "last", value: "one" }]);
  assert.deepEqual(readdirSync(options.spool), []);
}

test("a server that is killed and restarted twice has each of 100,000 points once and in order", async () => {
  const place = { folder: tempDir(), port: await freePort() };
  let server: Program = await startMillrace(place);
  let restarted = Promise.resolve();
  const startAfter = async (downMs: number): Promise<void> => {
    await sleep(downMs);
    server = await startMillrace(place);
  };
  const restart = async (downMs: number): Promise<void> => {
    await restarted;
    await server.kill();
    restarted = startAfter(downMs);
  };
  const tools = toolsFor(server.url);
  const log = await beginRun(START, tools.options);
  await logPoints(log, { 30_000: () => restart(200), 70_000: () => restart(4000) });
  await restarted;
  await log.flush();
  await log.close();
  await checkRun(tools, log.runId);
  await server.stop();
});

test("100,000 points that were logged without a server are there once and in order after a sync", async () => {
  const place = { folder: tempDir(), port: await freePort() };
  const tools = toolsFor(`http://127.0.0.1:${place.port}`);
  const log = await beginRun(START, tools.options);
  await logPoints(log);
  await log.close();
  let server = await startMillrace(place);
  // The server dies in the middle of the sync.
  const cut = await sync({
    ...tools.options,
    onProgress: ({ sentBytes, totalBytes }) => {
      if (sentBytes > totalBytes / 2) process.kill(server.pid, "SIGKILL");
    },
  });
  assert.equal(cut.runs[0]?.outcome, "failed");
  server = await startMillrace(place);
  const { runs } = await sync(tools.options);
  assert.deepEqual(
    runs.map(({ outcome, runId }) => [outcome, runId]),
    [["sent", log.runId]],
  );
  await checkRun(tools, log.runId);
  await server.stop();
});

test("a server that was set back to an older state goes on with what comes", async () => {
  const place = { folder: tempDir(), port: await freePort() };
  const tools = toolsFor(`http://127.0.0.1:${place.port}`);
  let server = await startMillrace(place);
  const log = await beginRun(START, tools.options);
  log.logMetric("loss", 1, 1, 1);
  await log.flush();
  await server.stop();
  const copy = tempDir();
  cpSync(place.folder, copy, { recursive: true });
  server = await startMillrace(place);
  for (const step of [2, 3]) {
    log.logMetric("loss", step, step, step);
    await log.flush();
  }
  await server.kill();
  server = await startMillrace({ ...place, folder: copy, backend: `sqlite:///${path.join(copy, "millrace.db")}` });
  for (const step of [4, 5]) {
    log.logMetric("loss", step, step, step);
    await log.flush();
  }
  await log.close();
  assert.deepEqual(
    (await historyOf(tools.client, log.runId, "loss")).map(({ step }) => step),
    [1, 4, 5],
  );
  await server.stop();
});
