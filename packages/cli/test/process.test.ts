import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { cleanEnvironment, freePort, type Program, startMillrace, writeStory } from "@millrace/testkit";
import { startCommand } from "./support/command.ts";

const COMMAND = fileURLToPath(new URL("../bin/millrace.js", import.meta.url));
const ESCAPE = "\u001b[";

describe("millrace as a process", () => {
  let server: Program;
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    startCommand(args, { env: { MLFLOW_TRACKING_URI: server.url, ...env } }).ended;

  before(async () => {
    server = await startMillrace();
    await writeStory(server.url);
  });
  after(() => server.stop());

  it("ends with the exit code of the error, told in one line", async () => {
    const port = await freePort();
    const endings: [readonly string[], number, RegExp][] = [
      [["experiments", "get", "-x", "0"], 0, /^$/],
      [["experiments", "get"], 2, /--experiment-id/],
      [["experiments", "get", "-x", "99"], 3, /99/],
      [["experiments", "create", "-n", "iris"], 4, /iris/],
      [
        ["experiments", "search", "--tracking-uri", `http://127.0.0.1:${port}`],
        6,
        /`millrace server`.*MLFLOW_TRACKING_URI/,
      ],
    ];
    for (const [args, code, message] of endings) {
      const ending = await run(args);
      assert.equal(ending.code, code, args.join(" "));
      assert.match(ending.err, message);
      assert.ok(ending.err.split("\n").length <= 2, ending.err);
    }
  });

  it("says which address is none of a server's, without its password", async () => {
    const { code, err } = await run(["runs", "list", "--experiment-id", "1"], {
      MLFLOW_TRACKING_URI: "postgresql://user:secret@host/db",
    });
    assert.equal(code, 2);
    assert.match(err, /^millrace: .*millrace server --backend-store-uri/);
    assert.doesNotMatch(err, /secret/);
  });

  it("has no colours in a pipe, and with FORCE_COLOR only unless NO_COLOR says otherwise", async () => {
    const args = ["runs", "list", "--experiment-id", "1"];
    assert.ok(!(await run(args)).out.includes(ESCAPE));
    assert.ok((await run(args, { FORCE_COLOR: "1" })).out.includes(ESCAPE));
    assert.ok(!(await run(args, { NO_COLOR: "1" })).out.includes(ESCAPE));
  });

  it("ends quietly when its reader has seen enough", async () => {
    const child = spawn(COMMAND, ["experiments", "csv", "-x", "1"], {
      env: cleanEnvironment({ MLFLOW_TRACKING_URI: server.url }),
    });
    child.stdout.destroy();
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const [code] = (await once(child, "close")) as [number | null];
    assert.deepEqual([code, err], [0, ""]);
  });

  it("ends at once on Ctrl-C while it waits for an answer", async () => {
    const silent = createServer(() => child.child.kill("SIGINT")).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const child = startCommand(["experiments", "search", "--tracking-uri", `http://127.0.0.1:${port}`]);
    await child.ended;
    assert.equal(child.child.signalCode, "SIGINT");
    silent.closeAllConnections();
    silent.close();
  });

  it("takes its server, sign-in and experiment from the environment", async () => {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.headers.authorization ?? "");
      response.setHeader("content-type", "application/json").end("{}");
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const address = proxy.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const env = { MLFLOW_TRACKING_URI: "http://127.0.0.1:9", MILLRACE_TRACKING_URI: `http://127.0.0.1:${port}` };
    const ending = await run(["runs", "list"], { ...env, MLFLOW_TRACKING_TOKEN: "abc", MLFLOW_EXPERIMENT_ID: "1" });
    assert.deepEqual([ending.code, ending.out], [0, "There are no such runs.\n"]);
    assert.deepEqual(asked, ["Bearer abc"]);
    proxy.close();
  });
});
