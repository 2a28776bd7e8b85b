import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { firstHealthyAnswer } from "../health.ts";
import { withConnection } from "../http.ts";
import { freePort, startProcess, stopProcess, type Started } from "../process.ts";
import { fasttrackml } from "./fasttrackml.ts";
import { millrace } from "./millrace.ts";
import { mlflow } from "./mlflow.ts";
import type { Programs, TargetName } from "./program.ts";

/** The tracking servers by name. */
export const PROGRAMS: Programs = { millrace, mlflow, fasttrackml };

/** One server with its own data, which can be started and stopped any number of times. */
export type Target = {
  readonly name: TargetName;
  /** The port it has on the loopback address, also while it is stopped. */
  readonly port: number;
  /** Starts it and resolves at the first healthy answer. Rejects with the end of its log when it gives none. */
  readonly start: () => Promise<{ readonly url: string; readonly pid: number }>;
  /** Stops it gracefully, or by force when it does not end. Does nothing when it is not running. */
  readonly stop: () => Promise<void>;
};

/**
 * A target whose data is in `folder`, or in the PostgreSQL database of the given URI. Rejects when there is no program
 * for it, or what that needs can't be made.
 */
export async function createTarget(
  name: TargetName,
  folder: string,
  { postgres, programs = PROGRAMS }: { readonly postgres?: string; readonly programs?: Programs } = {},
): Promise<Target> {
  const program = programs[name];
  if (program === undefined) throw new Error(`it is no server for this`);
  await program.prepare?.();
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  let running: Started | undefined;
  return {
    name,
    port,
    start: async () => {
      running = startProcess(program.launch({ port, folder, postgres }), folder, join(folder, "server.log"));
      await firstHealthyAnswer(name, port, running, program.ready?.());
      return { url: `http://127.0.0.1:${port}`, pid: running.pid };
    },
    stop: async () => {
      const stopping = running;
      running = undefined;
      if (stopping !== undefined) await stopProcess(stopping);
    },
  };
}

/** Rejects unless a running target is of the version that the goals speak of. */
export async function checkVersion(target: Target): Promise<void> {
  const wanted = PROGRAMS[target.name]?.version;
  const answer = await withConnection(target.port, (connection) => connection.request("GET", "/version"));
  const found = answer.body.toString().trim();
  if (wanted !== undefined && found !== wanted) {
    throw new Error(`the bench compares with ${target.name} ${wanted}, but ${found} is installed`);
  }
}
