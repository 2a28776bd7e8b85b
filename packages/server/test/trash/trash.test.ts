import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { configFrom, startServer } from "@millrace/server";
import type { Settings } from "@millrace/server/settings";
import { call, pick, pickString, tempDir } from "@millrace/testkit";
import { API, listAt, newRun, outcome, startTestServer } from "../support/server.ts";

const OWN = "/api/millrace/v1";

async function post(url: string, path: string, body: unknown): Promise<unknown> {
  const answer = await call(url, "POST", path, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

async function get(url: string, path: string): Promise<unknown> {
  const answer = await call(url, "GET", path);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

/** Purges and waits for the job; gives it. */
async function purge(url: string, request: object): Promise<unknown> {
  const id = pickString(await post(url, `${OWN}/trash/purge`, request), "job", "job_id");
  return untilEnded(url, id);
}

async function untilEnded(url: string, id: string): Promise<unknown> {
  for (;;) {
    const job = pick(await get(url, `${OWN}/jobs/${id}`), "job");
    if (pick(job, "end_time") !== undefined) return job;
    await sleep(10);
  }
}

/** A server with a proxied artifact root, and the folder behind it. */
async function startServerWithFolder(settings: Settings = {}): Promise<{ url: string; folder: string }> {
  const folder = path.join(tempDir(), "destination");
  const server = await startTestServer({
    defaultArtifactRoot: "mlflow-artifacts:/",
    artifactsDestination: folder,
    ...settings,
  });
  return { url: server.url, folder };
}

function writeFile(file: string, bytes: number): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "x".repeat(bytes));
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("/.millrace"))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

describe("purging a run", () => {
  it("removes its rows and objects, and nothing else; a dry run only says so", async () => {
    const { url, folder } = await startServerWithFolder();
    const { experiment, run } = await newRun(url);
    const other = pickString(
      await post(url, `${API}/runs/create`, { experiment_id: experiment }),
      "run",
      "info",
      "run_id",
    );
    for (const id of [run, other]) {
      writeFile(path.join(folder, experiment, id, "artifacts/a/b.txt"), 100);
      writeFile(path.join(folder, experiment, id, "artifacts/c.txt"), 23);
      await post(url, `${API}/runs/log-metric`, { run_id: id, key: "m", value: 1, timestamp: 1 });
    }
    await post(url, `${API}/runs/delete`, { run_id: run });

    const dry = await purge(url, { dry_run: true });
    assert.equal(pick(dry, "state"), "SUCCEEDED");
    assert.equal(filesBelow(folder).length, 4);
    assert.equal(pick(await get(url, `${API}/runs/get?run_id=${run}`), "run", "info", "lifecycle_stage"), "deleted");

    const real = await purge(url, { run_ids: [run] });
    assert.deepEqual({ ...Object(pick(real, "result")), dry_run: true }, pick(dry, "result"));
    assert.deepEqual(pick(real, "result"), {
      dry_run: false,
      items: { experiments: 0, runs: 1, logged_models: 0 },
      rows: [
        { table: "metric", rows: 1 },
        { table: "metric_point", rows: 1 },
        { table: "run", rows: 1 },
        { table: "tag", rows: 1 },
      ],
      objects: 2,
      bytes: 123,
      failed_count: 0,
      failed: [],
      kept_count: 0,
      kept: [],
    });
    assert.equal(await outcome(url, "/runs/restore", { run_id: run }), "404 RESOURCE_DOES_NOT_EXIST");
    assert.deepEqual(filesBelow(folder), [
      `${experiment}/${other}/artifacts/a/b.txt`,
      `${experiment}/${other}/artifacts/c.txt`,
    ]);
    assert.ok(!existsSync(path.join(folder, experiment, run)), "an empty folder was left");
    const log = await get(url, `${OWN}/jobs/${pickString(real, "job_id")}/log`);
    assert.match(pickString(log, "lines", 0, "text"), /^Purged .* 1 run .* 2 objects with 123 bytes\.$/);
    assert.deepEqual([pick(log, "next_offset"), pick(log, "is_complete")], [1, true]);
  });

  it("keeps it in the trash, to be restored, when its artifacts can't be removed", async () => {
    const place = tempDir();
    const { url } = await startServerWithFolder();
    const created = await post(url, `${API}/experiments/create`, { name: "elsewhere", artifact_location: place });
    const started = await post(url, `${API}/runs/create`, { experiment_id: pickString(created, "experiment_id") });
    const run = pickString(started, "run", "info", "run_id");
    writeFile(path.join(place, run, "artifacts/model"), 5);
    await post(url, `${API}/runs/delete`, { run_id: run });

    const job = await purge(url, { run_ids: [run] });
    assert.deepEqual([pick(job, "result", "failed_count"), pick(job, "result", "items", "runs")], [1, 0]);
    assert.match(pickString(job, "result", "failed", 0, "reason"), /--allowed-artifact-roots/);
    await post(url, `${API}/runs/restore`, { run_id: run });
    await post(url, `${API}/runs/delete`, { run_id: run });

    const kept = await purge(url, { run_ids: [run], keep_artifacts: true });
    assert.deepEqual(
      [pick(kept, "result", "items", "runs"), pick(kept, "result", "kept_count"), pick(kept, "result", "objects")],
      [1, 1, 0],
    );
    assert.deepEqual(filesBelow(place), [`${run}/artifacts/model`]);
  });

  it("leaves artifacts that an active run has too, however their place is spelled", async () => {
    const { url, folder } = await startServerWithFolder();
    const { experiment, run } = await newRun(url);
    writeFile(path.join(folder, experiment, run, "artifacts/sub/shared.txt"), 7);
    for (const location of [`file://${folder}/${experiment}`, path.join(folder, experiment)]) {
      const nested = path.posix.join(location.replace("file://", ""), run, "artifacts/sub");
      const uri = location.startsWith("file:") ? `file://${nested}` : nested;
      const created = await post(url, `${API}/experiments/create`, { name: location, artifact_location: uri });
      const id = pickString(created, "experiment_id");
      const inside = pickString(await post(url, `${API}/runs/create`, { experiment_id: id }), "run", "info", "run_id");
      await post(url, `${API}/runs/delete`, { run_id: run });
      const job = await purge(url, { run_ids: [run] });
      assert.match(pickString(job, "result", "failed", 0, "reason"), new RegExp(`needed by the run ${inside}`));
      assert.equal(filesBelow(folder).length, 1);
      await post(url, `${API}/runs/restore`, { run_id: run });
      await post(url, `${API}/runs/delete`, { run_id: inside });
    }
  });
});

describe("purging a run of a store that can't be reached", () => {
  it("leaves it in the trash, to be restored", async () => {
    const { url } = await startServerWithFolder({
      s3Endpoint: "http://127.0.0.1:9",
      artifactsDestination: "s3://bucket/x",
    });
    const { run } = await newRun(url);
    await post(url, `${API}/runs/delete`, { run_id: run });
    const job = await purge(url, {});
    assert.deepEqual([pick(job, "state"), pick(job, "result", "failed_count")], ["SUCCEEDED", 1]);
    assert.match(pickString(job, "result", "failed", 0, "reason"), /could not be removed/);
    await post(url, `${API}/runs/restore`, { run_id: run });
  });
});

describe("purging an experiment", () => {
  it("removes all it has, also what lies at its place without a run", async () => {
    const { url, folder } = await startServerWithFolder();
    const { experiment, run } = await newRun(url);
    const model = await post(url, `${API}/logged-models`, { experiment_id: experiment, name: "net" });
    const modelId = pickString(model, "model", "info", "model_id");
    writeFile(path.join(folder, experiment, run, "artifacts/a"), 10);
    writeFile(path.join(folder, experiment, "models", modelId, "artifacts/MLmodel"), 20);
    writeFile(path.join(folder, experiment, "traces/tr-1/spans.json"), 30);
    writeFile(path.join(folder, "99/keep/artifacts/a"), 1);
    await post(url, `${API}/experiments/delete`, { experiment_id: experiment });

    const dry = await purge(url, { kinds: ["EXPERIMENT"], dry_run: true });
    const real = await purge(url, {});
    assert.deepEqual({ ...Object(pick(real, "result")), dry_run: true }, pick(dry, "result"));
    assert.deepEqual(pick(real, "result", "items"), { experiments: 1, runs: 1, logged_models: 1 });
    assert.deepEqual([pick(real, "result", "objects"), pick(real, "result", "bytes")], [3, 60]);
    assert.deepEqual(filesBelow(folder), ["99/keep/artifacts/a"]);
    assert.ok(!existsSync(path.join(folder, experiment)));
    assert.deepEqual(await get(url, `${OWN}/trash`), { items: [] });
  });

  it("is refused while it has active runs", async () => {
    const { url, folder } = await startServerWithFolder();
    const { experiment, run } = await newRun(url);
    writeFile(path.join(folder, experiment, run, "artifacts/a"), 10);
    await post(url, `${API}/experiments/delete`, { experiment_id: experiment });
    await post(url, `${API}/runs/restore`, { run_id: run });
    const job = await purge(url, { experiment_ids: [experiment] });
    assert.match(pickString(job, "result", "failed", 0, "reason"), /1 active run\b/);
    assert.equal(filesBelow(folder).length, 1);
  });
});

describe("the trash of a server", () => {
  it("tells sizes on demand, and why it can't", async () => {
    const { url, folder } = await startServerWithFolder();
    const { experiment, run } = await newRun(url);
    writeFile(path.join(folder, experiment, run, "artifacts/a"), 10);
    const elsewhere = await post(url, `${API}/experiments/create`, { name: "x", artifact_location: "/nowhere/else" });
    await post(url, `${API}/runs/delete`, { run_id: run });
    await post(url, `${API}/experiments/delete`, { experiment_id: pickString(elsewhere, "experiment_id") });
    assert.equal(pick(await get(url, `${OWN}/trash`), "items", 0, "artifacts"), undefined);
    const items = listAt(await get(url, `${OWN}/trash?sizes=true`), "items");
    const sizeOf = (kind: string): unknown =>
      pick(
        items.find((item) => pick(item, "kind") === kind),
        "artifacts",
      );
    assert.deepEqual(sizeOf("RUN"), { files: 1, bytes: 10, is_complete: true });
    assert.match(pickString(sizeOf("EXPERIMENT"), "error"), /--allowed-artifact-roots/);
  });

  it("restores", async () => {
    const { url } = await startServerWithFolder();
    const { run } = await newRun(url);
    await post(url, `${API}/runs/delete`, { run_id: run });
    assert.deepEqual(await post(url, `${OWN}/trash/restore`, { run_ids: [run] }), {
      restored: { experiments: 0, runs: 1, logged_models: 0 },
    });
    assert.equal(pick(await get(url, `${API}/runs/get?run_id=${run}`), "run", "info", "lifecycle_stage"), "active");
  });

  it("refuses what makes no sense", async () => {
    const { url } = await startServerWithFolder();
    const { run } = await newRun(url);
    const wrong: [string, object, number][] = [
      ["purge", { run_ids: [run] }, 400],
      ["purge", { run_ids: ["nope"] }, 404],
      ["purge", { experiment_ids: ["x"] }, 400],
      ["purge", { run_ids: [run], kinds: ["RUN"] }, 400],
      ["purge", { older_than: "soon" }, 400],
      ["purge", { older_than: "10" }, 400],
      ["purge", { run_ids: Array.from({ length: 1001 }, (_, index) => String(index)) }, 400],
      ["restore", {}, 400],
      ["restore", { run_ids: [run] }, 400],
    ];
    for (const [verb, body, status] of wrong) {
      const answer = await call(url, "POST", `${OWN}/trash/${verb}`, body);
      assert.equal(answer.status, status, `${verb} ${answer.text}`);
    }
    for (const query of ["?max_results=0", "?max_results=1001", "?older_than=x", "?page_token=zzz", "?sizes=maybe"]) {
      assert.equal((await call(url, "GET", `${OWN}/trash${query}`)).status, 400, query);
    }
    assert.equal((await call(url, "GET", `${OWN}/jobs/77`)).status, 404);
    assert.equal((await call(url, "POST", `${OWN}/jobs/77/cancel`, {})).status, 404);
    for (const query of ["?offset=-1", "?max_results=0", "?offset=9223372036854775808"]) {
      const job = await purge(url, {});
      const answer = await call(url, "GET", `${OWN}/jobs/${pickString(job, "job_id")}/log${query}`);
      assert.equal(answer.status, 400, query);
    }
  });

  it("spares what was deleted later", async () => {
    const { url } = await startServerWithFolder();
    const { run } = await newRun(url);
    await post(url, `${API}/runs/delete`, { run_id: run });
    const job = await purge(url, { older_than: "1d" });
    assert.equal(pick(job, "result", "items", "runs"), 0);
    assert.equal((await call(url, "POST", `${OWN}/trash/purge`, { run_ids: [run], older_than: "1d" })).status, 400);
    assert.deepEqual(await get(url, `${OWN}/trash?older_than=1h`), { items: [] });
    const everything = await purge(url, { older_than: "99999999999999999999d" });
    assert.equal(pick(everything, "result", "items", "runs"), 0);
  });

  it("is purged by itself after the time that the operator set", async () => {
    const folder = tempDir();
    const config = (settings: Settings) =>
      configFrom({
        port: "0",
        backendStoreUri: `sqlite:///${path.join(folder, "test.db")}`,
        defaultArtifactRoot: path.join(folder, "artifacts"),
        ...settings,
      });
    const first = await startServer(config({}));
    const { experiment, run } = await newRun(first.url);
    writeFile(path.join(folder, "artifacts", experiment, run, "artifacts/a"), 10);
    await post(first.url, `${API}/runs/delete`, { run_id: run });
    await first.stop();
    assert.throws(() => config({ trashRetention: "soon" }), /--trash-retention/);
    await using patient = await startServer(config({ trashRetention: "1d" }));
    assert.deepEqual(await get(patient.url, `${OWN}/jobs`), { jobs: [] });
    await using second = await startServer(config({ trashRetention: "0s" }));
    for (;;) {
      const job = pick(await get(second.url, `${OWN}/jobs?kind=trash.purge&state=SUCCEEDED`), "jobs", 0);
      if (job !== undefined) {
        assert.equal(pick(job, "result", "items", "runs"), 1);
        break;
      }
      await sleep(10);
    }
    assert.equal((await call(second.url, "GET", `${API}/runs/get?run_id=${run}`)).status, 404);
    assert.deepEqual(filesBelow(path.join(folder, "artifacts")), []);
  });
});
