import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MillraceError } from "@millrace/contract";
import { eachLine } from "../python/lines.ts";
import { withPackages } from "../python/python-packages.ts";
import { WEB_COMMANDS, type WebPlace, type WebServer } from "./web-servers.ts";

/** How a web server in Python is started. */
export interface PythonServerOptions extends WebPlace {
  readonly server: WebServer;
  /** The Python interpreter that has MLflow, what the model requires, and the web server. */
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  /** Hears each line that the server prints. */
  readonly log: (line: string) => void;
}

/** A web server in Python that has loaded its model. */
export interface PythonServer {
  readonly url: string;
  /** Resolves when the process has ended, with how it did. */
  readonly ended: Promise<string>;
  /** Ends it in order, and at once when it takes long. */
  close(): Promise<void>;
}

const KEPT_LINES = 12;
const END_LIMIT_MS = 10_000;
const INTERVAL_MS = 50;
const ANY_ADDRESS: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/**
 * Serves a model with a web server in Python. Resolves when it listens, which it does once the model is loaded.
 * @throws MillraceError INTERNAL_ERROR with its last lines when it ends before
 */
export async function startPythonServer(options: PythonServerOptions): Promise<PythonServer> {
  const { server, host, port } = options;
  const last: string[] = [];
  const child = start(options, (line) => {
    last.push(line);
    if (last.length > KEPT_LINES) last.shift();
    options.log(line);
  });
  const ended = endOf(child);
  let how: string | undefined;
  void ended.then((told) => (how = told));
  while (how === undefined && !(await accepts(ANY_ADDRESS[host] ?? host, port))) await sleep(INTERVAL_MS);
  if (how !== undefined) {
    const said = last.join("\n");
    throw new MillraceError("INTERNAL_ERROR", `The ${server} server ${how} before it had the model:\n${said}`);
  }
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`, ended, close: () => close(child, ended) };
}

function start({ server, python, env, ...place }: PythonServerOptions, hear: (line: string) => void): ChildProcess {
  const command = WEB_COMMANDS[server]({ ...place, folder: path.resolve(place.folder) });
  // A process group of its own: the terminal's Ctrl+C does not reach it, and its workers can be ended with it.
  const child = spawn(python, command.args, {
    env: { ...withPackages(env), ...command.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  eachLine(child.stdout, hear);
  eachLine(child.stderr, hear);
  return child;
}

async function close(child: ChildProcess, ended: Promise<string>): Promise<void> {
  signal(child, "SIGTERM");
  const late = setTimeout(() => signal(child, "SIGKILL"), END_LIMIT_MS);
  await ended;
  clearTimeout(late);
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // It has ended already.
  }
}

function endOf(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  child.once("error", (error) => resolve(`could not be started (${error.message})`));
  child.once("close", (code, name) => resolve(name === null ? `ended with exit code ${code}` : `was ended by ${name}`));
  return promise;
}

function accepts(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port });
  socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  return promise.finally(() => socket.destroy());
}
