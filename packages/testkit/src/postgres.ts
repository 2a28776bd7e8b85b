import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fastestFolder } from "./places.ts";
import { PACKAGE } from "./postgres-programs.ts";

const SERVER = fileURLToPath(new URL("postgres-server.ts", import.meta.url));

/** A real PostgreSQL server. */
export interface Postgres {
  /** Connects as superuser to its database `postgres`. */
  readonly uri: string;
  /** Ends the server and removes its files. Without it the server ends together with this process. */
  readonly stop: () => Promise<void>;
}

/** Why tests on PostgreSQL can't run here, for a test's `skip`; false when they can. */
export function postgresMissing(): string | false {
  if (process.env.MILLRACE_TEST_POSTGRES) return false;
  try {
    createRequire(import.meta.url).resolve(PACKAGE);
    return false;
  } catch {
    return `no PostgreSQL for this machine (${PACKAGE} is not installed)`;
  }
}

/**
 * Starts a PostgreSQL server on a free port with new, empty files, in a process that never outlives this one.
 * @param options.durable false leaves out the fsync of each commit, which only a loss of power would show, and keeps the
 *   files in memory where there is enough of it: databases are made and dropped several times as fast
 * @throws {Error} when it does not start; what it says is printed to standard error
 */
export async function startPostgres({ durable }: { durable: boolean }): Promise<Postgres> {
  const child = spawn(
    process.execPath,
    [SERVER, durable ? tmpdir() : fastestFolder(), `fsync=${durable ? "on" : "off"}`],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit");
  const uri = await Promise.race([once(lines, "line").then(String), ended.then(() => undefined)]);
  if (uri === undefined) throw new Error("PostgreSQL did not start: see what it printed above.");
  child.unref();
  for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref();
  return {
    uri,
    async stop() {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}
