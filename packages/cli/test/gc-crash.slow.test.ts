import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  call,
  DATABASES,
  type Database,
  pick,
  pickString,
  type Program,
  startMillrace,
  tempDir,
} from "@millrace/testkit";
import { startCommand } from "./support/command.ts";

const API = "/api/2.0/mlflow";
const OWN = "/api/millrace/v1";
const RUNS = 400;
const FILES = 5;
const CRASHES = 4;

interface Place {
  readonly folder: string;
  readonly uri: string;
  readonly artifacts: string;
  readonly experiment: string;
  readonly active: string;
  readonly deleted: readonly string[];
}

async function post(url: string, path: string, body: unknown): Promise<unknown> {
  const answer = await call(url, "POST", path, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

function start({ folder, uri, artifacts }: Pick<Place, "folder" | "uri" | "artifacts">): Promise<Program> {
  const args = [`--artifacts-destination=${artifacts}`];
  return startMillrace({ folder, backend: uri, artifacts: "mlflow-artifacts:/", args });
}

/** A run with metrics and files. */
async function newRun(url: string, artifacts: string, experiment: string): Promise<string> {
  const id = pickString(await post(url, `${API}/runs/create`, { experiment_id: experiment }), "run", "info", "run_id");
  const metrics = Array.from({ length: 50 }, (_, step) => ({ key: "m", value: step, timestamp: step, step }));
  await post(url, `${API}/runs/log-batch`, { run_id: id, metrics });
  const folder = path.join(artifacts, experiment, id, "artifacts");
  mkdirSync(folder, { recursive: true });
  for (let file = 0; file < FILES; file++) writeFileSync(path.join(folder, `f${file}`), "x");
  return id;
}

async function fill(test: TestContext, database: Database): Promise<{ place: Place; server: Program }> {
  const { uri, drop } = await database.fresh();
  test.after(drop);
  const folder = tempDir();
  const artifacts = path.join(folder, "mlartifacts");
  const server = await start({ folder, uri, artifacts });
  const created = await post(server.url, `${API}/experiments/create`, { name: "e" });
  const experiment = pickString(created, "experiment_id");
  const runs: string[] = [];
  while (runs.length < RUNS) {
    const some = Array.from({ length: 20 }, () => newRun(server.url, artifacts, experiment));
    runs.push(...(await Promise.all(some)));
  }
  const [active = "", ...deleted] = runs;
  for (const id of deleted) await post(server.url, `${API}/runs/delete`, { run_id: id });
  return { place: { folder, uri, artifacts, experiment, active, deleted }, server };
}

function filesOf({ artifacts, experiment }: Place, run: string): number {
  const folder = path.join(artifacts, experiment, run, "artifacts");
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

/** How many of the runs are gone; each run is there with all its files, gone with them, or known to be half gone. */
async function checkPlace(url: string, place: Place): Promise<number> {
  let gone = 0;
  for (const id of place.deleted) {
    const { status } = await call(url, "GET", `${API}/runs/get?run_id=${id}`);
    const files = filesOf(place, id);
    if (status === 404) {
      gone += 1;
      assert.equal(files, 0, `run ${id} is gone, but ${files} of its files are there`);
    } else if (files < FILES) {
      const restored = await call(url, "POST", `${API}/runs/restore`, { run_id: id });
      assert.equal(pick(restored.body, "error_code"), "RESOURCE_CONFLICT", `run ${id} lost files and can be restored`);
    }
  }
  assert.equal(filesOf(place, place.active), FILES);
  return gone;
}

for (const database of DATABASES) {
  describe(`kill -9 in the middle of a purge on ${database.name}`, { skip: database.skip }, () => {
    it("leaves no run with lost files that can be restored, and gc goes on", async (test) => {
      const { place, server } = await fill(test, database);
      const places = [`--backend-store-uri=${place.uri}`, `--artifacts-destination=${place.artifacts}`];
      let before = 0;
      for (let crash = 0; crash < CRASHES; crash++) {
        const { child, ended } = startCommand(["gc", ...places], { cwd: place.folder });
        await new Promise((resolve) => child.stdout?.once("data", resolve));
        await sleep(crash * 15);
        child.kill("SIGKILL");
        await ended;
        const gone = await checkPlace(server.url, place);
        assert.ok(gone > before, "it did not go on");
        before = gone;
      }
      assert.ok(before < place.deleted.length, "it was over before it was killed");
      const { code, out } = await startCommand(["gc", ...places], { cwd: place.folder }).ended;
      assert.equal(code, 0, out);
      assert.equal(await checkPlace(server.url, place), place.deleted.length);
      assert.deepEqual(pick((await call(server.url, "GET", `${OWN}/trash`)).body, "items"), []);
      assert.deepEqual(readdirSync(path.join(place.artifacts, place.experiment)), [place.active]);
      await server.stop();
    });

    it("is made up for by the next server, which goes on with the job", async (test) => {
      const { place, server } = await fill(test, database);
      const id = pickString(await post(server.url, `${OWN}/trash/purge`, {}), "job", "job_id");
      while (filesOf(place, place.deleted[0] ?? "") > 0) await sleep(1);
      await server.kill();
      const next = await start(place);
      const [first] = [await call(next.url, "GET", `${OWN}/jobs/${id}`)];
      assert.equal(pick(first.body, "job", "state"), "RUNNING", "it was over before the server was killed");
      await checkPlace(next.url, place);
      for (;;) {
        const job = pick((await call(next.url, "GET", `${OWN}/jobs/${id}`)).body, "job");
        if (pick(job, "end_time") !== undefined) {
          assert.deepEqual([pick(job, "state"), pick(job, "attempts")], ["SUCCEEDED", 2]);
          break;
        }
        await sleep(100);
      }
      assert.equal(await checkPlace(next.url, place), place.deleted.length);
      await next.stop();
    });
  });
}
