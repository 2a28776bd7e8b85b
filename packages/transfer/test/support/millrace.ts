import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { cleanEnvironment } from "@millrace/testkit";

const COMMAND = fileURLToPath(new URL("../../../cli/bin/millrace.js", import.meta.url));

/** How a command ended and what it printed. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A command that runs. */
export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when standard error holds the text. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<Ending>;
}

/** Starts `millrace` with its arguments in a folder. */
export function startCommand(args: readonly string[], cwd: string): Running {
  const child = spawn(COMMAND, args, { cwd, env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  const printed = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.err += text));
  const ended = once(child, "close").then(() => ({ code: child.exitCode, signal: child.signalCode, ...printed }));
  return {
    kill: (signal) => void child.kill(signal),
    says: async (text) => {
      while (!printed.err.includes(text)) await once(child.stderr, "data");
    },
    ended,
  };
}

/** Runs `millrace` until it ends by itself. */
export function millrace(args: readonly string[], cwd: string): Promise<Ending> {
  return startCommand(args, cwd).ended;
}
