import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { openPythonScorer, type PythonServer, startPythonServer, startScoringServer } from "@millrace/models";
import { cleanEnvironment, freePort, mlflowMissing, tempDir, VENV_BIN } from "@millrace/testkit";
import { compareAnswers } from "../conformance/support/compare.ts";
import type { ServingCase } from "../conformance/support/case.ts";
import { send } from "../conformance/support/send.ts";

const PYTHON = path.join(VENV_BIN, "python");
/** Sets are written in the same order by all processes that have the same seed. */
const env = cleanEnvironment({ MLFLOW_DISABLE_TELEMETRY: "true", PYTHONHASHSEED: "0" });
const GOOD = { dataframe_records: [{ text: "a" }, { text: "b" }] };

const CASES: readonly ServingCase[] = [
  ...["/ping", "/health", "/version", "/invocations", "/none"].flatMap((address) =>
    ["GET", "HEAD", "POST", "OPTIONS", "DELETE"].map((method) => ({
      title: `${method} ${address}`,
      method,
      path: address,
      body: GOOD,
    })),
  ),
  { title: "params", body: { ...GOOD, params: { count: 7 } } },
  { title: "a wrong param", body: { ...GOOD, params: { count: "x" } } },
  { title: "inputs", body: { inputs: [{ text: "a" }] } },
  { title: "CSV", type: "text/csv", body: "text\na\nb\n" },
  { title: "no rows", body: { dataframe_records: [] } },
  { title: "a missing column", body: { dataframe_records: [{ other: 1 }] } },
  { title: "an error of the model", body: { dataframe_records: [{ text: "error" }] } },
  { title: "no format", body: { columns: [] } },
  { title: "no JSON", body: "{" },
  { title: "another type", type: "text/plain", body: GOOD },
  { title: "another charset", type: "application/json; charset=latin-1", body: GOOD },
];

describe("the web servers of models serve", { skip: mlflowMissing() }, () => {
  const folder = path.join(tempDir(), "model");
  const urls: string[] = [];
  const stop: (() => Promise<void>)[] = [];
  let flask: PythonServer;
  before(async () => {
    await promisify(execFile)(PYTHON, [path.join(import.meta.dirname, "make_model.py"), folder], { env });
    const node = await startScoringServer({
      scorer: openPythonScorer({ folder, python: PYTHON, env, workers: 1 }),
      port: 0,
    });
    stop.push(() => node.close());
    await node.ready;
    flask = await start("flask");
    urls.push(node.url, flask.url, (await start("fastapi")).url);
  });
  after(() => Promise.all(stop.map((end) => end())));

  async function start(server: "flask" | "fastapi"): Promise<PythonServer> {
    const port = await freePort();
    const started = await startPythonServer({
      ...{ server, folder, python: PYTHON, env, port, host: "127.0.0.1", workers: 1, timeoutMs: 10_000 },
      log: () => undefined,
    });
    stop.push(() => started.close());
    return started;
  }

  for (const one of CASES) {
    it(`answer alike: ${one.title}`, async () => {
      const answers = await Promise.all(urls.map((url) => send(url, one, folder)));
      const [node, ...others] = answers;
      for (const other of others) if (node !== undefined) compareAnswers(one, "python", other, node);
    });
  }

  it("answer no name that another site could have", async () => {
    for (const url of urls.slice(0, 2)) {
      const { status } = await send(url, { title: "", headers: { host: "example.org" }, body: GOOD }, folder);
      assert.equal(status, 403);
    }
  });

  it("end when they are told to", async () => {
    await flask.close();
    assert.match(await flask.ended, /ended/);
    await assert.rejects(send(flask.url, { title: "", method: "GET", path: "/ping" }, folder));
  });

  it("tell why they did not start", async () => {
    const port = await freePort();
    const broken = startPythonServer({
      ...{ server: "flask", folder: tempDir(), python: PYTHON, env, port, host: "127.0.0.1", workers: 1 },
      ...{ timeoutMs: 1000, log: () => undefined },
    });
    await assert.rejects(broken, { code: "INTERNAL_ERROR", message: /flask server ended with exit code 1/ });
  });
});
