import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { call, pick, type Program, startMillrace } from "@millrace/testkit";
import { folderOf, runOn } from "./support/project.ts";

const PROJECT = `
name: shapes
entry_points:
  main:
    parameters:
      word: {type: string, default: none}
      size: {type: int, default: 3}
    command: "node main.mjs {word} {size}"
  fail: {command: "echo before; exit 7"}
  wait: {command: "echo waiting; (sleep 30; echo never) & wait"}
`;
const MAIN = `
console.log(JSON.stringify(process.argv.slice(2)));
console.error(process.env.MLFLOW_RUN_ID, process.env.MLFLOW_EXPERIMENT_ID, process.env.MLFLOW_TRACKING_URI);
`;

describe("a run of a project", () => {
  let server: Program;
  const uri = folderOf({ MLproject: PROJECT, "main.mjs": MAIN });

  before(async () => (server = await startMillrace()));
  after(() => server.stop());

  const runOf = async (runId: string): Promise<unknown> =>
    pick((await call(server.url, "GET", `/api/2.0/mlflow/runs/get?run_id=${runId}`)).body, "run");
  const outputOf = async (runId: string): Promise<string[]> => {
    const { body } = await call(server.url, "GET", `/api/millrace/v1/runs/${runId}/logs`);
    const lines = pick(body, "lines");
    assert.ok(Array.isArray(lines));
    return lines.map((line) => String(pick(line, "text")));
  };

  it("has parameters with defaults, tags, the program's output, and ends as it does", async () => {
    const nasty = "-x $(id) 'a'";
    const { runId, status, code, printed } = await runOn(server.url, {
      uri,
      runName: "named",
      experimentName: "shapes",
      parameters: { word: nasty, more: "é" },
    });
    assert.deepEqual([status, code], ["FINISHED", 0]);
    const expected = [JSON.stringify([nasty, "3", "--more", "é"]), `${runId} 1 ${server.url}`];
    assert.deepEqual(printed.trim().split("\n").sort(), expected.sort());
    assert.deepEqual((await outputOf(runId)).sort(), expected);
    const run = await runOf(runId);
    assert.equal(pick(run, "info", "status"), "FINISHED");
    assert.equal(pick(run, "info", "run_name"), "named");
    const params = pick(run, "data", "params");
    const sorted = Array.isArray(params)
      ? params.map((one) => `${String(pick(one, "key"))}=${String(pick(one, "value"))}`).sort()
      : [];
    assert.deepEqual(sorted, ["more=é", "size=3", `word=${nasty}`]);
    const tags = pick(run, "data", "tags");
    const tagOf = (key: string): unknown =>
      Array.isArray(tags)
        ? pick(
            tags.find((tag) => pick(tag, "key") === key),
            "value",
          )
        : undefined;
    assert.equal(tagOf("mlflow.source.type"), "PROJECT");
    assert.equal(tagOf("mlflow.source.name"), uri);
    assert.equal(tagOf("mlflow.project.entryPoint"), "main");
  });

  it("is FAILED, with the program's exit code, when that fails", async () => {
    const { runId, status, code } = await runOn(server.url, { uri, entryPoint: "fail" });
    assert.deepEqual([status, code], ["FAILED", 7]);
    assert.equal(pick(await runOf(runId), "info", "status"), "FAILED");
    assert.deepEqual(await outputOf(runId), ["before"]);
  });

  it("is KILLED by the caller's signal, with everything that the program started", async () => {
    const stop = new AbortController();
    const started = Date.now();
    const { status } = await runOn(
      server.url,
      { uri, entryPoint: "wait" },
      { signal: stop.signal, onOutput: async () => stop.abort() },
    );
    assert.equal(status, "KILLED");
    assert.ok(Date.now() - started < 25_000, "it waited for what the program had started");
  });

  it("is KILLED from the server", async () => {
    const running = runOn(server.url, { uri, entryPoint: "wait", experimentName: "cancelled" });
    let runId: unknown;
    while (runId === undefined) {
      await delay(100);
      const found = await call(server.url, "POST", "/api/2.0/mlflow/runs/search", {
        experiment_ids: ["1", "2"],
        filter: "status = 'RUNNING'",
      });
      runId = pick(found.body, "runs", "0", "info", "run_id");
    }
    await call(server.url, "POST", "/api/2.0/mlflow/runs/update", { run_id: runId, status: "KILLED" });
    assert.equal((await running).status, "KILLED");
  });

  it("goes on with a run that is given", async () => {
    const { runId } = await runOn(server.url, { uri, entryPoint: "fail" });
    const again = await runOn(server.url, { uri, runId });
    assert.deepEqual([again.runId, again.status], [runId, "FINISHED"]);
    assert.equal((await outputOf(runId)).length, 3);
  });

  for (const [what, run, message] of [
    ["a parameter of the wrong type", { parameters: { size: "big" } }, /"size" must be a whole number/],
    ["an entry point that is not there", { entryPoint: "nope" }, /no entry point "nope".*"main", "fail", "wait"/],
    ["a folder that is not there", { uri: "./not-here" }, /no folder/],
    ["a file outside of the project", { entryPoint: "../x.py" }, /not in the project's folder/],
  ] as const) {
    it(`is not begun for ${what}`, async () => {
      await assert.rejects(runOn(server.url, { uri, experimentName: "untouched", ...run }), message);
      const found = await call(server.url, "GET", "/api/2.0/mlflow/experiments/get-by-name?experiment_name=untouched");
      assert.equal(found.status, 404);
    });
  }
});
