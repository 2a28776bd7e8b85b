import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, mock, test } from "node:test";
import { freePort, type Program, startMillrace, tempDir } from "@millrace/testkit";
import { beginRun, resumeRun, sync } from "../../src/logging/index.ts";
import { historyOf, toolsFor } from "./support/tools.ts";

let server: Program;
before(async () => {
  server = await startMillrace();
});
after(() => server.stop());

const START = { startTime: 1_700_000_000_000, tags: [] };

test("a run is logged in the background, and all of it is there after a flush", async () => {
  const { client, options, errors, uploads } = toolsFor(server.url);
  const log = await beginRun(
    { ...START, experimentName: "new", runName: "first", userId: "me", tags: [{ key: "a", value: "b" }] },
    options,
  );
  assert.equal(log.run?.info.run_name, "first");
  for (let step = 0; step < 100; step += 1) log.logMetric("loss", 1 / (step + 1), step, START.startTime + step);
  log.logMetric("odd", Number.NaN, -5, 0);
  log.logParam("lr", "0.1");
  log.logParam("lr", "0.1");
  log.setTag("stage", "one");
  log.putArtifact("notes.txt", Buffer.from("after the points"));
  log.setTag("stage", "two");
  log.end("FINISHED", START.startTime + 500);
  await log.flush();
  const { run } = await client.runs.get({ run_id: log.runId });
  assert.equal(run.info.status, "FINISHED");
  assert.equal(run.info.end_time, START.startTime + 500);
  assert.equal(run.info.user_id, "me");
  assert.deepEqual(run.data.params, [{ key: "lr", value: "0.1" }]);
  const tags = new Map(run.data.tags?.map(({ key, value }) => [key, value]));
  assert.equal(tags.get("stage"), "two");
  assert.equal(tags.get("a"), "b");
  const history = await historyOf(client, log.runId, "loss");
  assert.deepEqual(
    history,
    Array.from({ length: 100 }, (_, step) => ({ step, value: 1 / (step + 1) })),
  );
  assert.deepEqual(await historyOf(client, log.runId, "odd"), [{ step: -5, value: "NaN" }]);
  assert.deepEqual(uploads, [{ runId: log.runId, path: "notes.txt", text: "after the points" }]);
  await log.close();
  assert.deepEqual(errors, []);
  assert.deepEqual(readdirSync(options.spool), []);
  assert.throws(() => log.logParam("late", "x"), { code: "INTERNAL_ERROR", message: /closed/ });
});

test("what can't be right is refused at the call and leaves nothing behind", async () => {
  const { client, options } = toolsFor(server.url);
  const log = await beginRun(START, options);
  const refused = { code: "INVALID_PARAMETER_VALUE" };
  assert.throws(() => log.logMetric("a//b", 1, 0, 0), refused);
  assert.throws(() => log.logMetric("loss", 1, 0.5, 0), refused);
  assert.throws(() => log.logMetric("loss", 1, 0, -1), refused);
  assert.throws(() => log.logMetric("loss", 1, 0, Number.NaN), refused);
  assert.throws(() => log.logParam("p", "x".repeat(6001)), refused);
  assert.throws(() => log.setTag("", "x"), refused);
  assert.throws(() => log.setTag("t", "x".repeat(8001)), refused);
  await log.close();
  const { run } = await client.runs.get({ run_id: log.runId });
  assert.deepEqual([run.data.metrics ?? [], run.data.params ?? []], [[], []]);
  await assert.rejects(beginRun({ ...START, runId: "no id" }, options), refused);
  await assert.rejects(beginRun({ ...START, experimentId: "987654" }, options), { code: "RESOURCE_DOES_NOT_EXIST" });
  await assert.rejects(resumeRun("f".repeat(32), options), { code: "RESOURCE_DOES_NOT_EXIST" });
});

test("of a batch that is refused, only the bad entries are lost, and they are kept with the reason", async () => {
  const { client, options, errors } = toolsFor(server.url);
  const log = await beginRun(START, options);
  for (let i = 0; i < 5; i += 1) log.logParam(`p${i}`, "first");
  await log.flush();
  for (let i = 0; i < 20; i += 1) log.logParam(`p${i}`, i === 3 ? "changed" : "first");
  for (let step = 0; step < 1000; step += 1) log.logMetric("loss", step, step, step);
  log.setTag("t", "v");
  await assert.rejects(log.flush(), {
    code: "INVALID_PARAMETER_VALUE",
    message: /1 of the entries .*'p3'.*refused\.jsonl/s,
  });
  log.logMetric("loss", 1000, 1000, 1000);
  await log.flush();
  const { run } = await client.runs.get({ run_id: log.runId });
  assert.equal(run.data.params?.length, 20);
  assert.ok(run.data.params.every(({ value }) => value === "first"));
  assert.equal((await historyOf(client, log.runId, "loss")).length, 1001);
  const refused = readFileSync(path.join(options.spool, log.runId, "refused.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  assert.equal(refused.length, 1);
  assert.match(refused[0] ?? "", /"reason":".*"params":\[\{"key":"p3","value":"changed"\}\]/);
  assert.equal(errors.length, 1);
  await log.close();
});

test("what is logged to a deleted run waits for it to be restored", async () => {
  const { client, options, errors } = toolsFor(server.url);
  const log = await beginRun(START, options);
  await client.runs.delete({ run_id: log.runId });
  for (let step = 0; step < 5000; step += 1) log.logMetric("loss", step, step, step);
  await assert.rejects(log.flush(), { code: "INVALID_PARAMETER_VALUE", message: /deleted.*kept in/s });
  assert.equal(errors.length, 1);
  await client.runs.restore({ run_id: log.runId });
  await log.flush();
  assert.equal((await historyOf(client, log.runId, "loss")).length, 5000);
  await log.close();
  assert.deepEqual(readdirSync(options.spool), []);
});

test("an artifact whose file is gone, or that is refused, is reported; what follows is logged", async () => {
  const { client, options, errors } = toolsFor(server.url);
  const log = await beginRun(START, options);
  log.putArtifact("a.txt", { file: path.join(options.spool, "nowhere") });
  log.logMetric("loss", 1, 1, 1);
  await assert.rejects(log.flush(), /artifact 'a\.txt'/);
  assert.equal((await historyOf(client, log.runId, "loss")).length, 1);
  assert.equal(errors.length, 1);
  await log.close();
});

test("beyond the limit of memory the points go to disk, and then to the server in order", async () => {
  const { client, options, errors } = toolsFor(server.url, { maxPoints: 3000 });
  const logs = [await beginRun(START, options), await beginRun(START, options)];
  for (let step = 0; step < 20_000; step += 1) for (const log of logs) log.logMetric("loss", step, step, step);
  assert.deepEqual(readdirSync(options.spool).sort(), logs.map(({ runId }) => runId).sort());
  await Promise.all(logs.map((log) => log.flush()));
  for (const log of logs) {
    const history = await historyOf(client, log.runId, "loss");
    assert.deepEqual(
      history,
      Array.from({ length: 20_000 }, (_, step) => ({ step, value: step })),
    );
    await log.close();
  }
  assert.deepEqual(readdirSync(options.spool), []);
  assert.deepEqual(errors, []);
});

test("memory that is full and a disk that takes nothing refuse the call", async () => {
  const { options, errors } = toolsFor(server.url, { maxPoints: 10 });
  const spool = path.join(options.spool, "a file");
  writeFileSync(spool, "");
  const log = await beginRun(START, { ...options, spool });
  for (let step = 0; step < 10; step += 1) log.logMetric("loss", step, step, step);
  assert.throws(() => log.logMetric("loss", 10, 10, 10), { code: "INTERNAL_ERROR", message: /spool/ });
  await log.flush();
  log.logMetric("loss", 10, 10, 10);
  await log.close();
  assert.deepEqual(errors, []);
});

test("a log without a server keeps all on disk, and sends it when there is one", async () => {
  const folder = tempDir();
  const port = await freePort();
  const { client, options, errors, uploads } = toolsFor(`http://127.0.0.1:${port}`);
  const given = path.join(folder, "given.txt");
  writeFileSync(given, "as it was");
  const log = await beginRun({ ...START, experimentName: "later" }, options);
  assert.equal(errors.length, 1);
  assert.match(errors[0]?.message ?? "", /kept in/);
  log.logMetric("loss", 1, 1, 1);
  log.putArtifact("given.txt", { file: given });
  await assert.rejects(log.flush(), { code: "TEMPORARILY_UNAVAILABLE", message: new RegExp(options.spool) });
  writeFileSync(given, "changed");
  log.logMetric("loss", 2, 2, 2);
  const late = await startMillrace({ port, folder });
  try {
    await log.flush();
    assert.equal(log.run, undefined);
    assert.deepEqual(await historyOf(client, log.runId, "loss"), [
      { step: 1, value: 1 },
      { step: 2, value: 2 },
    ]);
    assert.deepEqual(
      uploads.map(({ text }) => text),
      ["as it was"],
    );
    await log.close();
    assert.deepEqual(readdirSync(options.spool), []);
    assert.equal(errors.length, 1);
  } finally {
    await late.stop();
  }
});

test("closing without a server leaves a spool that a sync sends, to the right server only", async () => {
  const port = await freePort();
  const { options } = toolsFor(`http://127.0.0.1:${port}`);
  const log = await beginRun(START, options);
  for (let step = 0; step < 12_000; step += 1) log.logMetric("loss", step, step, step);
  log.logParam("lr", "0.1");
  log.end("FAILED", START.startTime + 1);
  const printed = await standardError(() => log.close());
  assert.equal(printed.length, 1);
  assert.match(printed[0] ?? "", /kept in/);
  const { client } = toolsFor(server.url);
  const elsewhere = await sync({ ...options, client });
  assert.deepEqual(
    elsewhere.runs.map(({ outcome }) => outcome),
    ["elsewhere"],
  );
  const progress: number[] = [];
  const { runs } = await sync({
    ...options,
    client,
    anyServer: true,
    onProgress: ({ sentBytes, totalBytes }) => progress.push(sentBytes / totalBytes),
  });
  const [report] = runs;
  assert.deepEqual(
    [report?.outcome, report?.runId, report?.points, report?.error],
    ["sent", log.runId, 12_000, undefined],
  );
  assert.deepEqual(
    progress,
    [...progress].sort((a, b) => a - b),
  );
  assert.equal((await historyOf(client, log.runId, "loss")).length, 12_000);
  assert.equal((await client.runs.get({ run_id: log.runId })).run.info.status, "FAILED");
  assert.deepEqual(await sync({ ...options, client }), { runs: [] });
  assert.deepEqual(readdirSync(options.spool), []);
});

test("a sync leaves alone what a living process is busy with", async () => {
  const port = await freePort();
  const { options } = toolsFor(`http://127.0.0.1:${port}`);
  const log = await beginRun(START, options);
  const { runs } = await sync(options);
  assert.deepEqual(
    runs.map(({ outcome }) => outcome),
    ["held"],
  );
  await standardError(() => log.close());
});

test("resuming a run sends first what the spool holds of it", async () => {
  const { client, options } = toolsFor(server.url);
  const absent = toolsFor(`http://127.0.0.1:${await freePort()}`, { spool: options.spool });
  const first = await beginRun(START, absent.options);
  first.logMetric("loss", 1, 1, 1);
  await standardError(() => first.close());
  // The same server, which was not to be reached a moment ago.
  const [file = ""] = readdirSync(path.join(options.spool, first.runId));
  const spooled = path.join(options.spool, first.runId, file);
  writeFileSync(spooled, readFileSync(spooled, "utf8").replace(absent.client.uri, client.uri));
  const second = await resumeRun(first.runId, options);
  second.logMetric("loss", 2, 2, 2);
  await second.flush();
  assert.deepEqual(
    (await historyOf(client, first.runId, "loss")).map(({ step }) => step),
    [1, 2],
  );
  await second.close();
  assert.deepEqual(readdirSync(options.spool), []);
});

/** What is written to standard error meanwhile. */
async function standardError(work: () => Promise<void>): Promise<string[]> {
  const write = mock.method(process.stderr, "write", () => true);
  try {
    await work();
    return write.mock.calls.map((call) => String(call.arguments[0]));
  } finally {
    write.mock.restore();
  }
}
