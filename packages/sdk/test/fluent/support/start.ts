import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { cleanEnvironment } from "@millrace/testkit";

/** A program that logs, as its own process. */
export interface Started {
  readonly child: ChildProcess;
  /** What it prints. */
  readonly lines: AsyncIterableIterator<string>;
  readonly ended: Promise<Ended>;
}

/** How a program ended, and what it said on standard error. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly errors: string;
}

/** Starts one of the programs beside this folder. */
export function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Started {
  const file = fileURLToPath(new URL(`../programs/${program}.ts`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], {
    env: cleanEnvironment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = once(child, "close").then(() => ({ code: child.exitCode, signal: child.signalCode, errors }));
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), ended };
}

/** The next line that a program prints. */
export async function nextLine({ lines, ended }: Started): Promise<string> {
  const next = await lines.next();
  if (next.done === true) assert.fail(`the program printed nothing more: ${JSON.stringify(await ended)}`);
  return next.value;
}
