import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { call, DATABASES, pick, pickString, startMillrace, tempDir } from "@millrace/testkit";
import { startCommand } from "./support/command.ts";

const API = "/api/2.0/mlflow";

interface Place {
  readonly folder: string;
  readonly uri: string;
  readonly artifacts: string;
  readonly experiment: string;
  readonly runs: string[];
}

async function post(url: string, path: string, body: unknown): Promise<unknown> {
  const answer = await call(url, "POST", API + path, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

/** A server's database and artifacts: three deleted runs and an active one, each with a file. The server has ended. */
async function fill(uri: string): Promise<Place> {
  const folder = tempDir();
  const artifacts = path.join(folder, "mlartifacts");
  const server = await startMillrace({
    folder,
    backend: uri,
    artifacts: "mlflow-artifacts:/",
    args: [`--artifacts-destination=${artifacts}`],
  });
  const experiment = pickString(await post(server.url, "/experiments/create", { name: "e" }), "experiment_id");
  const runs: string[] = [];
  for (let index = 0; index < 4; index++) {
    const run = await post(server.url, "/runs/create", { experiment_id: experiment });
    const id = pickString(run, "run", "info", "run_id");
    const file = path.join(artifacts, experiment, id, "artifacts/model/MLmodel");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "x".repeat(10));
    if (index > 0) await post(server.url, "/runs/delete", { run_id: id });
    runs.push(id);
  }
  await server.stop();
  return { folder, uri, artifacts, experiment, runs };
}

function gc({ folder, uri, artifacts }: Place, ...args: string[]) {
  const places = [`--backend-store-uri=${uri}`, `--artifacts-destination=${artifacts}`];
  return startCommand(["gc", ...places, ...args], { cwd: folder });
}

function foldersOf({ artifacts, experiment }: Place): string[] {
  const folder = path.join(artifacts, experiment);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

for (const database of DATABASES) {
  describe(`millrace gc on ${database.name}`, { skip: database.skip }, () => {
    let place: Place;
    before(async () => {
      place = await fill((await database.fresh()).uri);
    });

    it("says on a dry run what would go, and removes nothing", async () => {
      const { code, out, err } = await gc(place, "--dry-run").ended;
      assert.deepEqual([code, err], [0, ""]);
      assert.match(out, /^(Run \w{32} would be purged\.\n){3}Would purge .* 3 runs .* 3 objects with 30 bytes\.\n$/);
      assert.equal(foldersOf(place).length, 4);
    });

    it("refuses what is not in the trash or too young, before anything is removed", async () => {
      const [active = "", first = ""] = place.runs;
      const wrong: [string[], number, RegExp][] = [
        [["--run-ids", `${first},${active}`], 2, new RegExp(`run "${active}" is not deleted`)],
        [["--run-ids", `${first},nope`], 3, /no run with the id "nope"/],
        [["--run-ids", first, "--older-than", "1d"], 2, /deleted later/],
        [["--workspace", "other"], 2, /workspace/],
      ];
      for (const [args, expected, message] of wrong) {
        const { code, out, err } = await gc(place, ...args).ended;
        assert.deepEqual([code, out, err.trim().split("\n").length], [expected, "", 1], err);
        assert.match(err, message);
      }
      assert.equal((await gc(place, "--older-than", "1d").ended).code, 0);
      assert.equal(foldersOf(place).length, 4);
    });

    it("removes the runs that are named, and only these", async () => {
      const [, first = ""] = place.runs;
      const { code, out } = await gc(place, "--run-ids", `${first}, ${first}`, "--tracking-uri", "http://x").ended;
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^Run ${first} is purged\\.\\nPurged .* 1 run .* 1 object with 10 bytes\\.\\n$`));
      assert.deepEqual(foldersOf(place), place.runs.filter((id) => id !== first).sort());
    });

    it("removes everything else beside a running server, and tells so in JSON", async () => {
      const [active = "", , second = ""] = place.runs;
      const server = await startMillrace({
        backend: place.uri,
        artifacts: "mlflow-artifacts:/",
        args: [`--artifacts-destination=${place.artifacts}`],
      });
      const { code, out, err } = await gc(place, "--json", "--jobs").ended;
      assert.deepEqual([code, err], [0, ""]);
      const result: unknown = JSON.parse(out);
      assert.deepEqual(pick(result, "items"), { experiments: 0, runs: 2, logged_models: 0 });
      assert.deepEqual([pick(result, "objects"), pick(result, "bytes"), pick(result, "jobs")], [2, 20, []]);
      assert.deepEqual(foldersOf(place), [active]);
      assert.equal((await call(server.url, "GET", `${API}/runs/get?run_id=${second}`)).status, 404);
      assert.equal((await call(server.url, "GET", `${API}/runs/get?run_id=${active}`)).status, 200);
      await post(server.url, "/runs/delete", { run_id: active });
      await server.stop();
    });

    it("reports what it can't remove, and ends with 1", async () => {
      const [active = ""] = place.runs;
      const elsewhere = { ...place, artifacts: "http://127.0.0.1:9/store" };
      const { code, out, err } = await gc(elsewhere).ended;
      assert.equal(code, 1);
      assert.match(err, new RegExp(`^millrace: Run ${active} stays\\. `));
      assert.match(out, /1 item could not be purged/);
      const kept = await gc(elsewhere, "--keep-artifacts").ended;
      assert.equal(kept.code, 0);
      assert.match(kept.out, /are still at mlflow-artifacts:\//);
      assert.deepEqual(foldersOf(place), [active]);
    });
  });
}
