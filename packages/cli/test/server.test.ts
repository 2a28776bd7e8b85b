import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { call, cleanEnvironment, freePort, pick, startMillrace, tempDir } from "@millrace/testkit";

const COMMAND = fileURLToPath(new URL("../bin/millrace.js", import.meta.url));

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `millrace` until it ends by itself. */
async function millrace(args: readonly string[], env: Record<string, string> = {}): Promise<Ending> {
  const child = spawn(COMMAND, args, {
    cwd: tempDir(),
    env: cleanEnvironment(env),
  });
  const printed = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.err += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...printed };
}

describe("millrace", () => {
  it("tells its version and its commands", async () => {
    const version = await millrace(["--version"]);
    assert.deepEqual([version.code, version.err], [0, ""]);
    assert.match(version.out, /^millrace \d+\.\d+\.\d+ \(MLflow 3\.17\.2\)\n$/);
    const help = await millrace(["--help"]);
    assert.equal(help.code, 0);
    assert.match(help.out, /server\|ui/);
  });

  it("refuses what it does not know with exit code 2 and one line", async () => {
    for (const args of [["bogus"], ["server", "--bogus"], ["server", "extra"], ["server", "--port"], ["--bogus"]]) {
      const { code, out, err } = await millrace(args);
      assert.deepEqual([code, out, err.trim().split("\n").length], [2, "", 1], err);
    }
  });

  it("shows its help when it is told nothing", async () => {
    const { code, err } = await millrace([]);
    assert.equal(code, 2);
    assert.match(err, /Usage: millrace/);
  });
});

describe("millrace server", () => {
  it("explains every flag, -h being the host", async () => {
    const { code, out } = await millrace(["server", "--help"]);
    assert.equal(code, 0);
    for (const flag of ["-h, --host", "-p, --port", "--backend-store-uri", "--workers", "--no-serve-artifacts"]) {
      assert.ok(out.includes(flag), flag);
    }
  });

  it("refuses bad settings in one line, whether they come by flag or by variable", async () => {
    const wrong: [string[], Record<string, string>, RegExp][] = [
      [["-p", "abc"], {}, /--port .*'abc'/],
      [["--static-prefix", "x"], {}, /--static-prefix/],
      [["--backend-store-uri", "nosql://x"], {}, /nosql/],
      [[], { MLFLOW_PORT: "99999" }, /MLFLOW_PORT/],
    ];
    for (const [args, env, message] of wrong) {
      const { code, out, err } = await millrace(["server", ...args], env);
      assert.deepEqual([code, out, err.trim().split("\n").length], [2, "", 1], err);
      assert.match(err, message);
      assert.match(err, /^millrace: /);
    }
    assert.equal((await millrace(["server", "--app-name", "basic-auth"])).code, 1);
  });

  it("says so when the port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, err } = await millrace(["server", "-p", String(port)]);
    taken.close();
    assert.match(err, new RegExp(`^millrace: Port ${port} .* in use.*\n$`));
    assert.equal(code, 6);
  });

  it("says where it listens, serves, and ends in order on SIGTERM", async () => {
    const server = await startMillrace();
    assert.match(server.output(), new RegExp(`Millrace is listening on ${server.url} `));
    assert.equal((await call(server.url, "GET", "/version")).text, "3.17.2");
    assert.equal(await server.stop(), 0);
    assert.doesNotMatch(server.output(), /"level":"error"/);
  });

  it("keeps a SQLite file and artifacts where it is started, and warns of flags without effect", async () => {
    const folder = tempDir();
    const port = await freePort();
    const child = spawn(COMMAND, ["ui", "-h", "127.0.0.1", "-p", String(port), "-w", "4"], {
      cwd: folder,
      env: cleanEnvironment(),
    });
    let warnings = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (warnings += text));
    await once(child.stdout, "data");
    const found = await call(`http://127.0.0.1:${port}`, "GET", "/api/2.0/mlflow/experiments/get?experiment_id=0");
    assert.equal(pick(found.body, "experiment", "artifact_location"), "mlflow-artifacts:/0");
    await call(`http://127.0.0.1:${port}`, "PUT", "/api/2.0/mlflow-artifacts/artifacts/0/note.txt", "hello");
    assert.equal(readFileSync(path.join(folder, "mlartifacts/0/note.txt"), "utf8"), "hello");
    assert.ok(existsSync(path.join(folder, "millrace.db")));
    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number | null];
    assert.equal(code, 0);
    assert.match(warnings, /^millrace: -w, --workers has no effect: .+\n$/);
  });

  it("reads variables from a file", async () => {
    const file = path.join(tempDir(), "settings");
    writeFileSync(file, "MLFLOW_PORT=77777\n");
    assert.match((await millrace(["--env-file", file, "server"])).err, /'77777'/);
  });

  it("logs requests when told to, without their queries", async () => {
    const server = await startMillrace({ args: ["--log-level", "debug"] });
    await call(server.url, "GET", "/api/2.0/mlflow/runs/get?run_id=secret");
    await server.stop();
    const line = server
      .output()
      .split("\n")
      .find((text) => text.includes("/runs/get"));
    assert.match(String(line), /"method":"GET","path":"\/api\/2\.0\/mlflow\/runs\/get","status":404,"ms":/);
    assert.doesNotMatch(server.output(), /secret/);
  });
});
