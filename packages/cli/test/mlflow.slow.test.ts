import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { mlflowMissing, pickString, type Program, startMlflow, tempDir } from "@millrace/testkit";
import { runInProcess } from "./support/in-process.ts";

describe("the command line against the real MLflow", { skip: mlflowMissing() }, () => {
  let server: Program;

  before(async () => {
    server = await startMlflow({
      args: ["--artifacts-destination", path.join(tempDir(), "kept")],
      artifacts: "mlflow-artifacts:/",
    });
  });
  after(() => server.stop());

  const run = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await runInProcess([...args, "--tracking-uri", server.url]);
    assert.equal(code, 0, `${args.join(" ")}: ${err}`);
    return out;
  };
  const json = async (...args: string[]): Promise<unknown> => JSON.parse(await run(...args));

  it("works on experiments and runs", async () => {
    const id = pickString(await json("experiments", "create", "-n", "iris", "--json"), "experiment_id");
    assert.match(await run("experiments", "search"), /\biris\b/);
    assert.equal(pickString(await json("experiments", "get", "-n", "iris", "--json"), "experiment_id"), id);
    const made = await json("runs", "create", "--experiment-name", "iris", "--run-name", "one", "-t", "a=b");
    const runId = pickString(made, "run_id");
    assert.match(await run("runs", "list", "--experiment-id", id), new RegExp(`one +FINISHED .* ${runId}`));
    assert.match(await run("runs", "search", "-n", "iris", "--filter", "tags.a = 'b'"), new RegExp(runId));
    assert.equal(pickString(await json("runs", "describe", "--run-id", runId), "data", "tags", "a"), "b");
    assert.match(await run("experiments", "csv", "-x", id), /^run_id,.*,tags\.a.*\n.*,one\b/);
    await run("runs", "delete", "--run-id", runId);
    assert.match(await run("runs", "list", "--experiment-id", id, "-v", "deleted_only"), new RegExp(runId));
    await run("experiments", "rename", "-x", id, "--new-name", "roses");
    await run("experiments", "delete", "-x", id);
    await run("experiments", "restore", "-x", id);
  });

  it("moves artifacts", async () => {
    const folder = tempDir();
    writeFileSync(path.join(folder, "note.txt"), "hello");
    const runId = pickString(await json("runs", "create", "--experiment-name", "files"), "run_id");
    await run("artifacts", "log-artifact", "-l", path.join(folder, "note.txt"), "-r", runId, "-a", "notes");
    await run("artifacts", "log-artifacts", "-l", folder, "-r", runId);
    assert.match(await run("artifacts", "list", "-r", runId), /"note\.txt"/);
    const where = await run("artifacts", "download", "-r", runId, "-a", "notes", "-d", path.join(folder, "down"));
    assert.equal(readFileSync(path.join(where.trim(), "note.txt"), "utf8"), "hello");
    await run("artifacts", "download", "-u", `runs:/${runId}/note.txt`, "-d", path.join(folder, "one"));
    assert.ok(existsSync(path.join(folder, "one/note.txt")));
  });

  it("works on registered models", async () => {
    const runId = pickString(await json("runs", "create", "--experiment-name", "models"), "run_id");
    await run("models", "create", "-n", "iris", "-d", "Irises");
    await run("models", "versions", "create", "-n", "iris", "-s", `runs:/${runId}/model`);
    await run("models", "set-alias", "-n", "iris", "-a", "champion", "-v", "1");
    assert.match(await run("models", "list"), /^iris +1 +champion→1/m);
    assert.match(await run("models", "get", "-n", "iris"), /Alias champion +1/);
    assert.match(await run("models", "versions", "list", "--filter", "name = 'iris'"), new RegExp(runId));
    await run("models", "versions", "transition-stage", "-n", "iris", "-v", "1", "-s", "Staging");
    await run("models", "versions", "delete", "-n", "iris", "-v", "1");
    await run("models", "delete", "-n", "iris");
  });

  it("says what MLflow lacks, with the exit code of its answer", async () => {
    const { code, err } = await runInProcess(["models", "history", "-n", "iris", "--tracking-uri", server.url]);
    assert.deepEqual([code, err.split("\n").length], [3, 2], err);
    const missing = await runInProcess(["experiments", "get", "-x", "99", "--tracking-uri", server.url]);
    assert.equal(missing.code, 3);
  });
});
