import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { MillraceError } from "@millrace/contract";
import { cleanEnvironment, mlflowMissing, tempDir } from "@millrace/testkit";
import { openPythonScorer, type PythonScorer, type PythonScorerOptions } from "../../src/index.ts";
import { ask, order, PYTHON, runScript, saveModels, text } from "./support/models.ts";

const MIB = 2 ** 20;
const IRIS = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];

describe("models in Python workers", { skip: mlflowMissing() }, () => {
  let models: string;
  let log: string[] = [];
  const open: PythonScorer[] = [];

  before(async () => {
    models = await saveModels();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((scorer) => scorer.close()));
    log = [];
  });

  const serve = async (name: string, options: Partial<PythonScorerOptions> = {}): Promise<PythonScorer> => {
    const env = cleanEnvironment();
    const takeLine = (line: string): number => log.push(line);
    const folder = path.join(models, name);
    const scorer = await openPythonScorer({ folder, python: PYTHON, env, workers: 1, log: takeLine, ...options });
    open.push(scorer);
    return scorer;
  };
  const failure = async (asked: Promise<unknown>): Promise<MillraceError> =>
    asked.then(
      () => assert.fail("It was answered."),
      (error: unknown) => (error instanceof MillraceError ? error : assert.fail(String(error))),
    );
  const together = async (scorer: PythonScorer): Promise<void> => {
    while (!scorer.state().together) await sleep(20);
  };

  it("answer alike the short way, in batches and MLflow's way", async () => {
    const packages = fileURLToPath(new URL("../../../../python", import.meta.url));
    const printed = await runScript("compare_ways.py", [models, "80", "1"], { PYTHONPATH: packages });
    assert.equal(printed.trim().split("\n").length, 10, printed);
  });

  it("answer good and bad requests with MLflow's bytes", async () => {
    const scorer = await serve("svc");
    assert.equal(scorer.model.flavors.python_function?.loader_module, "mlflow.sklearn");
    const answer = await ask(scorer, { dataframe_split: { columns: IRIS, data: [[5.1, 3.5, 1.4, 0.2]] } });
    assert.deepEqual(
      [answer.status, answer.contentType, text(answer)],
      [200, "application/json", '{"predictions": [0]}'],
    );
    const missing = await ask(scorer, { dataframe_records: [{ more: 1 }] });
    assert.equal(missing.status, 400);
    assert.match(text(missing), /^\{"error_code": "INVALID_PARAMETER_VALUE", "message": "Failed to predict data /);
    assert.equal((await ask(scorer, "[1]")).status, 400);
    assert.equal((await ask(scorer, { dataframe_split: { columns: IRIS, data: [[null, 1, 2, 3]] } })).status, 400);
    const { signal } = new AbortController();
    const untyped = await scorer.score({ contentType: undefined, body: Buffer.from("{}"), signal });
    assert.deepEqual([untyped.status, untyped.contentType], [415, "text/plain; charset=utf-8"]);
    const csv = Buffer.from(`${IRIS.join()}\n6.3,3.3,6.0,2.5\n`);
    assert.equal(text(await scorer.score({ contentType: "text/csv", body: csv, signal })), '{"predictions": [2]}');
  });

  it("predict together what comes together, each with its own answer", async () => {
    const scorer = await serve("svc");
    await together(scorer);
    const rows = [
      [5.1, 3.5, 1.4, 0.2],
      [6.3, 3.3, 6, 2.5],
    ];
    const asked = Array.from({ length: 50 }, (_, place) => {
      if (place % 10 === 9) return ask(scorer, { dataframe_split: { columns: IRIS, data: [[null, 1, 2, 3]] } });
      return ask(scorer, { dataframe_split: { columns: IRIS, data: [rows[place % 2]] } });
    });
    const answers = (await Promise.all(asked)).map((answer) => (answer.status === 200 ? text(answer) : answer.status));
    const expected = ['{"predictions": [0]}', '{"predictions": [2]}'];
    assert.deepEqual(
      answers,
      answers.map((_, place) => (place % 10 === 9 ? 400 : expected[place % 2])),
    );
  });

  it("are not predicted together without an example, or when the kind of model forbids it", async () => {
    await serve("no-example");
    await serve("obeying");
    while (log.length === 0) await sleep(20);
    assert.match(log.join("\n"), /one by one: the model has no input example/);
  });

  it("may print, raise and ask the process to end", async () => {
    const scorer = await serve("obeying");
    assert.equal(text(await ask(scorer, order("print", "hello"))), '{"predictions": ["hello"]}');
    const raised = await ask(scorer, order("raise", "no such luck"));
    assert.equal(raised.status, 400);
    assert.match(text(raised), /"error_code": "BAD_REQUEST".*"stack_trace": .*ValueError: no such luck/);
    const left = await ask(scorer, order("leave"));
    assert.deepEqual([left.status, text(left)], [500, "Internal Server Error"]);
    assert.equal((await ask(scorer, order("echo"))).status, 200);
    assert.ok(log.includes("hello") && log.includes("to stderr"), log.join("\n"));
    assert.equal(scorer.state().restarts, 0);
  });

  it("end with a worker: the request is tried once more, and others are answered", async () => {
    const scorer = await serve("obeying");
    const mark = path.join(tempDir(), "ended");
    assert.equal((await ask(scorer, order("exit once", mark))).status, 200);
    const [dead, ...others] = await Promise.allSettled([
      ask(scorer, order("exit", 9)),
      ...Array.from({ length: 5 }, () => ask(scorer, order("echo"))),
    ]);
    assert.match(
      dead?.status === "rejected" ? String(dead.reason) : "",
      /ended with exit code 9 with this request, twice/,
    );
    assert.ok(others.every((answer) => answer.status === "fulfilled" && answer.value.status === 200));
    assert.equal(scorer.state().restarts, 3);
  });

  it("answer 504 in place of a worker that hangs, and come back", async () => {
    const scorer = await serve("obeying", { timeoutMs: 2000 });
    const late = await ask(scorer, order("sleep", 1000));
    assert.deepEqual([late.status, late.contentType], [504, "application/json"]);
    assert.equal(text(late), "Request processing time exceeded limit");
    let next = await ask(scorer, order("echo"));
    // The next worker may take longer to start than a request may wait.
    while (next.status === 504) next = await ask(scorer, order("echo"));
    assert.equal(next.status, 200);
  });

  it("keep to their memory limit", async () => {
    const memoryLimitBytes = 800 * MIB;
    const scorer = await serve("obeying", { memoryLimitBytes });
    assert.match(
      (await failure(ask(scorer, order("devour", 1500 * MIB)))).message,
      /needs more than its 838860800 bytes/,
    );
    const first = text(await ask(scorer, order("pid")));
    for (let kept = 0; kept < 800; kept += 200) assert.equal((await ask(scorer, order("keep", 200 * MIB))).status, 200);
    assert.notEqual(text(await ask(scorer, order("pid"))), first);
    const tight = await failure(serve("obeying", { memoryLimitBytes: 20 * MIB }));
    assert.match(tight.message, /before its first request/);
  });

  it("refuse what there is no room for, and forget whom nobody waits for", async () => {
    const scorer = await serve("obeying", { maxQueue: 1 });
    const busy = ask(scorer, order("sleep", 0.5));
    const left = new AbortController();
    const waiting = failure(ask(scorer, order("echo"), left.signal));
    assert.equal((await failure(ask(scorer, order("echo")))).code, "TEMPORARILY_UNAVAILABLE");
    left.abort();
    assert.match((await waiting).message, /client left/);
    const next = ask(scorer, order("echo"));
    assert.deepEqual([(await busy).status, (await next).status, scorer.state().waiting], [200, 200, 0]);
  });

  it("lose no request when a worker is killed under load", async () => {
    const scorer = await serve("svc", { workers: 2 });
    await together(scorer);
    const body = { dataframe_split: { columns: IRIS, data: [[5.1, 3.5, 1.4, 0.2]] } };
    let answered = 0;
    const kills = [200, 1200].map(async (count, place) => {
      while (answered < count) await sleep(1);
      const pid = scorer.state().pids[place];
      if (pid !== undefined) process.kill(pid, "SIGKILL");
    });
    const clients = Array.from({ length: 16 }, async () => {
      while (answered < 2500) {
        assert.equal((await ask(scorer, body)).status, 200);
        answered += 1;
      }
    });
    await Promise.all([...clients, ...kills]);
    while (scorer.state().ready < 2) await sleep(20);
    assert.equal(scorer.state().restarts, 2);
  });

  it("answer what they have before they close", async () => {
    const scorer = await serve("obeying");
    const asked = [ask(scorer, order("sleep", 0.3)), ask(scorer, order("echo"))];
    const [pid = 0] = scorer.state().pids;
    await scorer.close();
    assert.deepEqual(
      (await Promise.all(asked)).map(({ status }) => status),
      [200, 200],
    );
    assert.throws(() => process.kill(pid, 0), /ESRCH/);
    assert.equal((await failure(ask(scorer, order("echo")))).code, "TEMPORARILY_UNAVAILABLE");
  });

  it("say why a model can't be loaded", async () => {
    assert.match((await failure(serve("broken"))).message, /RuntimeError: the weights are missing/);
    assert.equal((await failure(serve("none"))).code, "RESOURCE_DOES_NOT_EXIST");
    assert.match((await failure(serve("svc", { python: "/nowhere/python" }))).message, /could not be started.*ENOENT/);
  });

  it("end when their server is killed", async () => {
    const script = fileURLToPath(new URL("support/serve.ts", import.meta.url));
    const server = spawn(process.execPath, [script, path.join(models, "svc")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    after(() => server.kill("SIGKILL"));
    const printed: unknown = (await once(server.stdout, "data"))[0];
    const pid = Number(String(printed));
    assert.ok(pid > 0);
    server.kill("SIGKILL");
    while (isAlive(pid)) await sleep(50);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
