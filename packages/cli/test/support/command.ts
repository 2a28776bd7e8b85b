import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { cleanEnvironment, tempDir } from "@millrace/testkit";

const COMMAND = fileURLToPath(new URL("../../bin/millrace.js", import.meta.url));

/** How a command ended, and what it printed. */
export interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A `millrace` command that was started. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
}

/** Starts `millrace` with arguments, in a folder of its own unless one is given. */
export function startCommand(
  args: readonly string[],
  { cwd = tempDir(), env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): RunningCommand {
  const child = spawn(COMMAND, args, { cwd, env: cleanEnvironment(env) });
  const printed = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.err += text));
  const ended = once(child, "close").then(() => ({ code: child.exitCode, ...printed }));
  return { child, ended };
}
