import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));

/** Another process that logs, or has ended. */
export interface LoggingChild {
  readonly runId: string;
  /** Ends it at once (SIGKILL). */
  readonly kill: () => Promise<void>;
  readonly ended: Promise<unknown>;
}

/** Starts a process that logs, and waits until its run has begun. */
export async function startChild(uri: string, spool: string, what: string): Promise<LoggingChild> {
  const child = spawn(process.execPath, [CHILD, uri, spool, what], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit");
  const { promise: first, resolve } = Promise.withResolvers<string>();
  child.stdout.setEncoding("utf8").once("data", resolve);
  return {
    runId: (await first).trim(),
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
