import { execFile } from "node:child_process";
import { Socket } from "node:net";
import { promisify } from "node:util";

const LIMIT_MS = 5000;

const execute = promisify(execFile);

/**
 * Runs a program and gives what it prints, without keeping this process alive for it.
 * @throws {Error} when it can't be started, fails, is not done in 5 s, or nobody waits any more
 */
export async function output(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const running = execute(program, args, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
    killSignal: "SIGKILL",
    windowsHide: true,
  });
  running.child.unref();
  for (const stream of running.child.stdio) if (stream instanceof Socket) stream.unref();
  return (await running).stdout;
}
