import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { freePort, mlflowMissing, type Program, startMlflow, tempDir } from "@millrace/testkit";
import { beginRun, resumeRun, type RunLog, sync } from "../../src/logging/index.ts";
import { historyOf, toolsFor } from "./support/tools.ts";

const START = { startTime: 1_700_000_000_000, runName: "mine", userId: "me", tags: [{ key: "a", value: "b" }] };
const POINTS = 2500;

let server: Program;
const skip = mlflowMissing();
before(async () => {
  if (skip === false) server = await startMlflow();
});
after(() => server?.stop());

function logAll(log: RunLog): void {
  for (let step = 0; step < POINTS; step += 1) log.logMetric("loss", 1 / (step + 1), step, START.startTime + step);
  log.logMetric("odd", Number.NaN, 0, 0);
  for (let i = 0; i < 250; i += 1) {
    log.logParam(`p${i}`, `v${i}`);
    log.setTag(`t${i}`, `v${i}`);
  }
  log.putArtifact("notes.txt", Buffer.from("text"));
  log.end("FINISHED", START.startTime + 500);
}

async function checkRun(uri: string, runId: string): Promise<void> {
  const { client } = toolsFor(uri);
  const { run } = await client.runs.get({ run_id: runId });
  assert.deepEqual([run.info.status, run.info.run_name, run.info.user_id], ["FINISHED", "mine", "me"]);
  assert.equal(run.info.end_time, START.startTime + 500);
  assert.equal(run.data.params?.length, 250);
  assert.equal(run.data.tags?.filter(({ key }) => /^t\d/.test(key)).length, 250);
  const history = await historyOf(client, runId, "loss");
  assert.deepEqual(
    history,
    Array.from({ length: POINTS }, (_, step) => ({ step, value: 1 / (step + 1) })),
  );
  assert.deepEqual(await historyOf(client, runId, "odd"), [{ step: 0, value: "NaN" }]);
}

test("a run is logged to the real MLflow, in requests that it takes", { skip }, async () => {
  const { options, errors, uploads } = toolsFor(server.url);
  const log = await beginRun({ ...START, experimentName: "straight" }, options);
  logAll(log);
  await log.flush();
  await checkRun(server.url, log.runId);
  assert.deepEqual(uploads, [{ runId: log.runId, path: "notes.txt", text: "text" }]);
  await log.close();
  const again = await resumeRun(log.runId, options);
  again.logParam("p3", "changed");
  again.logParam("p1000", "new");
  again.setTag("t", "new");
  await assert.rejects(again.flush(), { message: /'p3'.*refused\.jsonl/s });
  assert.match(readFileSync(path.join(options.spool, log.runId, "refused.jsonl"), "utf8"), /"value":"changed"/);
  assert.equal(errors.length, 1);
  await again.close();
  const { run } = await toolsFor(server.url).client.runs.get({ run_id: log.runId });
  assert.deepEqual(
    run.data.params?.filter(({ key }) => key === "p3" || key === "p1000").sort((a, b) => a.key.localeCompare(b.key)),
    [
      { key: "p1000", value: "new" },
      { key: "p3", value: "v3" },
    ],
  );
});

test("a run that began without a server gets its id from MLflow in a sync", { skip }, async () => {
  const absent = toolsFor(`http://127.0.0.1:${await freePort()}`);
  const { client, options, uploads } = toolsFor(server.url, { spool: absent.options.spool });
  const log = await beginRun({ ...START, experimentName: "synced" }, absent.options);
  logAll(log);
  await log.close();
  // The first try ends in the middle, after the run was created.
  const stop = new AbortController();
  const cut = await sync({
    ...options,
    anyServer: true,
    signal: stop.signal,
    onProgress: () => stop.abort(new Error("stop")),
  });
  assert.equal(cut.runs[0]?.outcome, "failed");
  const { runs } = await sync({ ...options, anyServer: true });
  const [report] = runs;
  assert.deepEqual([report?.outcome, report?.localId], ["sent", log.runId]);
  assert.notEqual(report?.runId, log.runId);
  await checkRun(server.url, report?.runId ?? "");
  assert.deepEqual(
    uploads.map(({ text }) => text),
    ["text"],
  );
  assert.deepEqual(readdirSync(options.spool), []);
  const { experiment } = await client.experiments.getByName({ experiment_name: "synced" });
  const { runs: found = [] } = await client.runs.search({ experiment_ids: [experiment.experiment_id] });
  assert.equal(found.length, 1);
});

test("a log whose MLflow comes later gets its id then", { skip }, async () => {
  const place = { folder: tempDir(), port: await freePort() };
  const { options } = toolsFor(`http://127.0.0.1:${place.port}`);
  const log = await beginRun({ ...START, experimentName: "later" }, options);
  const localId = log.runId;
  logAll(log);
  await assert.rejects(log.flush(), { code: "TEMPORARILY_UNAVAILABLE" });
  const late = await startMlflow(place);
  await log.flush();
  assert.notEqual(log.runId, localId);
  await checkRun(late.url, log.runId);
  await log.close();
  assert.deepEqual(readdirSync(options.spool), []);
  await late.stop();
});
