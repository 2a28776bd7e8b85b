/** Child processes of the bench: started in a known place, and always stopped, by process id. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const STOP_PATIENCE_MS = 10_000;
const live = new Set<number>();

/** How to start a program. */
export type Launch = { readonly file: string; readonly args: readonly string[]; readonly env?: Record<string, string> };

/** A started program: its process id, and whether it has ended. */
export type Started = { readonly pid: number; readonly ended: () => boolean; readonly log: () => string };

/** Starts a program with its output in `logFile`. It is killed when the bench ends, however the bench ends. */
export function startProcess(launch: Launch, cwd: string, logFile: string): Started {
  const log = openSync(logFile, "a");
  const child = spawn(launch.file, launch.args, {
    cwd,
    env: { ...process.env, ...launch.env },
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  let ended = false;
  const { pid } = child;
  const end = (): void => {
    ended = true;
  };
  child.on("exit", end);
  child.on("error", end);
  if (pid === undefined) throw new Error(`${launch.file} could not be started: is it installed?`);
  live.add(pid);
  return { pid, ended: () => ended, log: () => readFileSync(logFile, "utf8").slice(-2000) };
}

/** Asks the process and its children to end and waits; what is left of them after ten seconds is killed. */
export async function stopProcess(started: Started): Promise<void> {
  signal(started.pid, "SIGTERM");
  const deadline = performance.now() + STOP_PATIENCE_MS;
  while (!started.ended() && performance.now() < deadline) await sleep(20);
  signal(started.pid, "SIGKILL");
  live.delete(started.pid);
}

/** Kills everything that is still running, at once. For exit handlers, where nothing can be awaited. */
export function killAll(): void {
  for (const pid of live) signal(pid, "SIGKILL");
  live.clear();
}

/** A port on the loopback address that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no free port"));
        else resolve(address.port);
      });
    });
  });
}

/** Signals the process group that a started process leads: children that lost their parent are in it too. */
function signal(leader: number, name: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-leader, name);
  } catch {
    // All have ended already, which is what the signal is for.
  }
}
