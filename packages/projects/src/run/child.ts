import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { doesNotExist } from "@millrace/contract";
import type { ProjectCommand } from "../command/build.ts";

/** Hears what a program prints. */
export type OutputListener = (text: string, stream: "stdout" | "stderr") => Promise<void>;

/** How the program of a run is started. */
export interface ChildOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the program: first in order, after some seconds at once. */
  readonly signal: AbortSignal;
  /** Hears what the program prints, as it comes; the program waits while this is behind. */
  readonly onOutput: OutputListener;
}

/** How a program ended: its exit code, or 128 and the number of the signal. */
export interface ChildEnd {
  readonly code: number;
  readonly wasStopped: boolean;
}

const GRACE_MS = 5000;
const LAST_OUTPUT_MS = 1000;
const SIGNALLED = 128;

/**
 * Runs a program to its end, with everything that it starts.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such program
 */
export async function runChild({ program, args, variables }: ProjectCommand, options: ChildOptions): Promise<ChildEnd> {
  const { folder: cwd, env, signal, onOutput } = options;
  // In a group of its own, so that what a shell has started can be ended with it.
  const child = spawn(program, args, {
    cwd,
    env: { ...env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const ended = once(child, "exit");
  const heard = Promise.all([hear(child.stdout, "stdout", onOutput), hear(child.stderr, "stderr", onOutput)]);
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    kill(child, "SIGTERM");
    timer = setTimeout(() => kill(child, "SIGKILL"), GRACE_MS);
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    await ended;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw doesNotExist(`The project's command can't be started: there is no program "${program}" (${reason}).`);
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(timer);
  }
  // What the program left running may hold its output open for ever.
  await Promise.race([heard, delay(LAST_OUTPUT_MS, undefined, { ref: false })]);
  child.stdout.destroy();
  child.stderr.destroy();
  return { code: exitCodeOf(child), wasStopped: signal.aborted };
}

/** As a shell tells it. */
function exitCodeOf({ exitCode, signalCode }: ChildProcess): number {
  return exitCode ?? SIGNALLED + (signalCode === null ? 0 : constants.signals[signalCode]);
}

async function hear(stream: Readable, name: "stdout" | "stderr", onOutput: OutputListener): Promise<void> {
  stream.setEncoding("utf8");
  try {
    for await (const text of stream) await onOutput(String(text), name);
  } catch (error) {
    // It was closed with the program.
    if (!stream.destroyed) throw error;
  }
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
