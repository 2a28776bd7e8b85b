import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import {
  call,
  cleanEnvironment,
  mlflowMissing,
  pick,
  type Program,
  startMillrace,
  tempDir,
  VENV_BIN,
} from "@millrace/testkit";
import { RUN_CASES, type RunCase } from "./cases.ts";
import { makeProjects } from "./projects.ts";

const COMMAND = fileURLToPath(new URL("../../../cli/bin/millrace.js", import.meta.url));
const DRIVER = fileURLToPath(new URL("run_cases.py", import.meta.url));

interface Outcome {
  readonly exit: number;
  readonly output: string;
  readonly runs: readonly Readonly<Record<string, unknown>>[];
  /** What the script was given; undefined when none ran. */
  readonly given: unknown;
}

describe("millrace run beside mlflow run", { skip: mlflowMissing() }, () => {
  const { projects, repository } = makeProjects();
  const folder = tempDir();
  const fill = (text: string): string => text.replaceAll("{projects}", projects).replaceAll("{repository}", repository);
  const outFile = (who: string, { name }: RunCase): string => path.join(folder, `${who} ${name}.json`);
  let server: Program;
  let known: readonly Outcome[];

  before(async () => {
    server = await startMillrace();
    known = await runWithMlflow();
  });
  after(() => server.stop());

  const givenIn = (file: string): unknown => {
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      return undefined;
    }
  };

  async function runWithMlflow(): Promise<Outcome[]> {
    const cases = RUN_CASES.map((one) => ({
      name: one.name,
      folder: projects,
      out: outFile("mlflow", one),
      args: one.args.map(fill),
    }));
    const env = cleanEnvironment({
      PATH: [VENV_BIN, process.env["PATH"]].join(path.delimiter),
      MLFLOW_TRACKING_URI: `sqlite:///${path.join(folder, "mlflow.db")}`,
      GIT_PYTHON_REFRESH: "quiet",
    });
    const { text } = await run(path.join(VENV_BIN, "python"), [DRIVER], { cwd: folder, env }, JSON.stringify(cases));
    const line = text.split("\n").find((one) => one.startsWith("RESULTS "));
    assert.ok(line !== undefined, text);
    const results: unknown = JSON.parse(line.slice("RESULTS ".length));
    assert.ok(Array.isArray(results));
    return results.map((result: Outcome, index) => {
      const one = RUN_CASES[index];
      return { ...result, given: one && givenIn(outFile("mlflow", one)) };
    });
  }

  async function runWithMillrace(one: RunCase): Promise<Outcome> {
    const env = cleanEnvironment({
      PATH: [VENV_BIN, process.env["PATH"]].join(path.delimiter),
      MLFLOW_TRACKING_URI: server.url,
      CASE_OUT: outFile("millrace", one),
    });
    const args = ["run", ...one.args.map(fill), "--experiment-name", one.name];
    const { code, text } = await run(process.execPath, [COMMAND, ...args], { cwd: projects, env });
    const api = "/api/2.0/mlflow";
    const name = encodeURIComponent(one.name);
    const experiment = await call(server.url, "GET", `${api}/experiments/get-by-name?experiment_name=${name}`);
    const id = pick(experiment.body, "experiment", "experiment_id");
    const found =
      id === undefined
        ? []
        : pick((await call(server.url, "POST", `${api}/runs/search`, { experiment_ids: [id] })).body, "runs");
    const runs = Array.isArray(found) ? found.map(runOf) : [];
    return { exit: code, output: text, runs, given: givenIn(outFile("millrace", one)) };
  }

  for (const [index, one] of RUN_CASES.entries()) {
    it(one.name, async () => {
      const theirs = known[index];
      assert.ok(theirs !== undefined);
      const ours = await runWithMillrace(one);
      const told = `MLflow: ${theirs.output}\nMillrace: ${ours.output}`;
      const whole = ({ exit, runs, given }: Outcome): unknown => [exit, runs.map(comparable), given];
      const { differs } = one;
      if (differs === undefined) return assert.deepEqual(whole(ours), whole(theirs), told);
      assert.notDeepEqual(whole(ours), whole(theirs), "they do not differ");
      const end = ({ exit, runs }: Outcome): unknown => [exit, runs.map(({ status }) => status)];
      if (differs.millrace === undefined) {
        assert.deepEqual([end(ours), ours.given], [end(theirs), theirs.given], told);
      } else assert.deepEqual(end(ours), [differs.millrace.exit, differs.millrace.statuses], told);
    });
  }
});

/** Names that a server makes up, and the user of each, are left out. */
function comparable(one: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { status, params, tags } = one;
  const kept = Object.entries(typeof tags === "object" && tags !== null ? tags : {}).filter(
    ([key, value]) => key !== "mlflow.user" && (key !== "mlflow.runName" || value === "named"),
  );
  return { status, params, tags: Object.fromEntries(kept) };
}

function runOf(run: unknown): Readonly<Record<string, unknown>> {
  const entries = (what: string): Record<string, unknown> => {
    const list = pick(run, "data", what);
    const pairs = Array.isArray(list) ? list.map((one) => [String(pick(one, "key")), pick(one, "value")] as const) : [];
    return Object.fromEntries(pairs);
  };
  return comparable({ status: pick(run, "info", "status"), params: entries("params"), tags: entries("tags") });
}

function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  input = "",
): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { ...options, maxBuffer: 32e6 }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, text: stdout + stderr });
    });
    child.stdin?.end(input);
  });
}
