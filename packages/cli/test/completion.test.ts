import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { cleanEnvironment, tempDir } from "@millrace/testkit";
import { candidates } from "../src/completion/candidates.ts";
import { createProgram } from "../src/index.ts";
import { processIo } from "../src/io.ts";

const COMMAND = fileURLToPath(new URL("../bin/millrace.js", import.meta.url));

async function wordsAfter(...words: string[]): Promise<string[]> {
  return (await candidates(createProgram(processIo()), words)).map(({ word }) => word);
}

describe("what can follow on a command line", () => {
  it("is commands, then their options, then what these take", async () => {
    assert.deepEqual(await wordsAfter("ex"), ["experiments", "export"]);
    assert.deepEqual(await wordsAfter("models", "versions", "g"), ["get"]);
    assert.deepEqual(await wordsAfter("ui", "--po"), ["--port"]);
    assert.deepEqual(await wordsAfter("runs", "list", "-v", ""), ["active_only", "deleted_only", "all"]);
    assert.deepEqual(await wordsAfter("runs", "list", "--view", "d"), ["deleted_only"]);
    assert.deepEqual(await wordsAfter("experiments", "csv", "-o", ""), [":files"]);
    assert.deepEqual(await wordsAfter("migrate-filestore", "--source", ""), [":folders"]);
    assert.deepEqual(await wordsAfter("experiments", "get", "-n", ""), []);
    assert.ok((await wordsAfter("experiments", "get", "-n", "iris", "")).includes("--json"));
    assert.deepEqual(await wordsAfter("bogus", "more", "zzz"), []);
  });
});

/** A folder with `millrace` in it, to be put on the path of a shell. */
function installed(): string {
  const folder = path.join(tempDir(), "bin");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "millrace"), `#!/bin/sh\nexec "${COMMAND}" "$@"\n`, { mode: 0o755 });
  return folder;
}

/** zsh and fish come with no package registry, so what is said of them is tested where they are. */
function has(shell: string): boolean {
  return spawnSync(shell, ["-c", "true"]).status === 0;
}

function shell(name: string, args: readonly string[], script: string, cwd = tempDir()): string {
  const env = cleanEnvironment();
  env["PATH"] = `${installed()}${path.delimiter}${env["PATH"]}`;
  const { stdout, stderr, status } = spawnSync(name, [...args, "-c", script], { env, cwd, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

describe("the completion script of bash", () => {
  const complete = (line: string, cwd?: string): string[] => {
    const words = line.split(" ");
    const script = [
      'eval "$(millrace completion bash)"',
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})`,
      `COMP_CWORD=${words.length - 1}`,
      // Outside of a real completion there is nothing whose options could be set.
      "compopt() { :; }",
      "_millrace_complete",
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ].join("\n");
    return shell("bash", ["--norc"], script, cwd).split("\n").filter(Boolean);
  };

  it("gives words and files", () => {
    assert.deepEqual(complete("millrace ex"), ["experiments", "export"]);
    assert.deepEqual(complete("millrace experiments get --out"), ["--output"]);
    const folder = tempDir();
    writeFileSync(path.join(folder, "runs.csv"), "");
    assert.deepEqual(complete("millrace experiments csv -o ru", folder), ["runs.csv"]);
  });

  it("is registered for the program's two names", () => {
    const script = 'eval "$(millrace completion bash)"; complete -p millrace mlflow';
    assert.match(shell("bash", ["--norc"], script), /-F _millrace_complete millrace\n.*-F _millrace_complete mlflow/);
  });
});

if (has("zsh")) {
  describe("the completion script of zsh", () => {
    it("is understood, and offers what the program gives", () => {
      const script = [
        "autoload -Uz compinit && compinit -u",
        'eval "$(millrace completion zsh)"',
        '_describe() { print -l -- "${(@P)2}" }',
        "words=(millrace ex)",
        "CURRENT=2",
        "_millrace_complete",
      ].join("\n");
      assert.match(shell("zsh", ["-f"], script), /^experiments:.*\nexport:/);
    });
  });
}

if (has("fish")) {
  describe("the completion script of fish", () => {
    it("offers what the program gives", () => {
      const script = "millrace completion fish | source; complete -C 'millrace ex'";
      assert.match(shell("fish", ["--no-config"], script), /^experiments\t.*\nexport\t/);
    });
  });
}
