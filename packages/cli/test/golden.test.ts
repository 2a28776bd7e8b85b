import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import type { Command } from "commander";
import { loadCommand } from "../src/command/lazy.ts";
import { createProgram } from "../src/index.ts";
import { processIo } from "../src/io.ts";
import { ARTIFACTS } from "./support/cases/artifacts.ts";
import type { Case } from "./support/cases/case.ts";
import { EXPERIMENTS } from "./support/cases/experiments.ts";
import { MODELS } from "./support/cases/models.ts";
import { OPERATIONS } from "./support/cases/operations.ts";
import { RUNS } from "./support/cases/runs.ts";
import { VERSIONS } from "./support/cases/versions.ts";
import { runInProcess } from "./support/in-process.ts";
import { normalise } from "./support/normalise.ts";
import { createWorld, type World } from "./support/world.ts";

// Written anew with: npx node --test --test-update-snapshots packages/cli/test/golden.test.ts
const GOLDEN = path.join(import.meta.dirname, "golden");

const CASES: readonly Case[] = [...EXPERIMENTS, ...RUNS, ...ARTIFACTS, ...MODELS, ...VERSIONS, ...OPERATIONS];

describe("each command's help, success and failure", () => {
  let world: World;

  before(async () => {
    world = await createWorld();
    for (const name of Object.keys(process.env)) if (/^(MLFLOW|MILLRACE)_/.test(name)) delete process.env[name];
    process.env["MLFLOW_TRACKING_URI"] = world.server.url;
  });
  after(() => world[Symbol.asyncDispose]());

  for (const one of CASES) {
    it(one.command, async (t) => {
      const words = one.command.split(" ");
      const parts = [await transcript([...words, "--help"], 0, world)];
      const succeeding = one.success(world).map((args) => ({ args, failure: 0 as const }));
      const failing = one.failure(world).map((args) => ({ args, failure: 1 as const }));
      const all = one.failsFirst === true ? [...failing, ...succeeding] : [...succeeding, ...failing];
      for (const { args, failure } of all) parts.push(await transcript([...words, ...args], failure, world));
      matchesGolden(t, `${words.join("/")}.txt`, parts.join("\n"));
    });
  }

  it("covers every command", async () => {
    const leaves = await leavesOf(createProgram(processIo()));
    assert.deepEqual(leaves.sort(), CASES.map(({ command }) => command).sort());
  });
});

it("millrace and its groups show what they hold", async (t) => {
  const program = createProgram(processIo());
  const groups = program.commands.filter((command) => !["gc", "doctor"].includes(command.name()));
  const parts = [await transcript(["--help"], 0)];
  for (const group of groups) {
    await loadCommand(group);
    if (group.commands.length > 0) parts.push(await transcript([group.name(), "--help"], 0));
  }
  parts.push(
    await transcript(["bogus"], 1),
    await transcript(["--bogus"], 1),
    await transcript(["models", "get", "x"], 1),
  );
  matchesGolden(t, "millrace.txt", parts.join("\n"));
});

/** A command line with all that it printed; a failure must be one line on standard error. */
async function transcript(args: readonly string[], failure: 0 | 1, world?: World): Promise<string> {
  const { code, out, err } = await runInProcess(args);
  const line = `$ millrace ${args.map(quoted).join(" ")}`;
  const told = err.split("\n").filter((text) => text.startsWith("millrace: "));
  if (failure === 0) assert.equal(code, 0, `${line}\n${err}`);
  else {
    assert.ok(code !== null && code > 0 && code !== 130, `${line} ended with ${code}`);
    assert.equal(told.length, 1, `${line}\n${err}`);
  }
  // How often progress is told depends on the machine.
  const text = [line, out.replace(/\n$/, ""), ...told, ...(code === 0 ? [] : [`[exit ${code}]`])]
    .filter(Boolean)
    .join("\n");
  return `${normalise(text, world?.known ?? new Map())}\n`;
}

function quoted(arg: string): string {
  if (/^[\w./:=@,-]+$/.test(arg)) return arg;
  return arg.includes("'") ? `"${arg}"` : `'${arg}'`;
}

async function leavesOf(command: Command, words: readonly string[] = []): Promise<string[]> {
  await loadCommand(command);
  if (command.commands.length === 0) return [words.join(" ")];
  const visible = command.createHelp().visibleCommands(command);
  return (await Promise.all(visible.map((one) => leavesOf(one, [...words, one.name()])))).flat();
}

function matchesGolden(t: TestContext, file: string, text: string): void {
  t.assert.fileSnapshot(text, path.join(GOLDEN, file), { serializers: [(value: string) => value] });
}
