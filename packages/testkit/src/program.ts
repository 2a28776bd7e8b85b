import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const KEEPER = fileURLToPath(new URL("keeper.ts", import.meta.url));
const KEEPER_KILLS = "SIGHUP";
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 30_000;

/** A server that a test started. */
export interface Program {
  /** Such as `http://127.0.0.1:43117`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything that it has printed so far. */
  readonly output: () => string;
  /** Asks it to end (SIGTERM), waits until it has, and gives its exit code; throws when it does not end in 30 s. */
  readonly stop: () => Promise<number | null>;
  /** Ends it at once (SIGKILL), as a crash would. */
  readonly kill: () => Promise<void>;
}

/** What to start, and where its health is asked. */
export interface ProgramSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** For a program that has worker processes: see keeper.ts. */
  readonly kept?: boolean;
  /** Asks whether it serves by now, where it has no `/health`. */
  readonly isReady?: () => Promise<boolean>;
  /** How long it may take until it is ready. Default: three minutes. */
  readonly startLimitMs?: number;
}

/**
 * Starts a server and waits until it is ready: by default, until `/health` answers 200.
 * @throws {Error} with what it printed, when it ends or its time is over before that
 */
export async function startProgram(spec: ProgramSpec): Promise<Program> {
  const [command, ...args] = spec.kept
    ? [process.execPath, KEEPER, spec.command, ...spec.args]
    : [spec.command, ...spec.args];
  const child = spawn(command, args, { cwd: spec.cwd, env: spec.env, stdio: ["pipe", "pipe", "pipe"] });
  await once(child, "spawn");
  const kill = (): void => void child.kill(spec.kept ? KEEPER_KILLS : "SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  const program = running(child, spec.port, kill);
  const isReady = spec.isReady ?? (() => answersOk(`${program.url}/health`));
  const deadline = Date.now() + (spec.startLimitMs ?? START_LIMIT_MS);
  if (await becomesReady(child, program, isReady, deadline)) return program;
  throw new Error(
    `\`${[spec.command, ...spec.args].join(" ")}\` did not become ready. It printed:\n${program.output()}`,
  );
}

function running(child: ChildProcess, port: number, kill: () => void): Program {
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const ended = once(child, "close");
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    output: () => printed.join(""),
    async stop() {
      child.kill("SIGTERM");
      if (await Promise.race([ended.then(() => false), sleep(STOP_LIMIT_MS, true, { ref: false })])) {
        kill();
        throw new Error(
          `A server did not stop within ${STOP_LIMIT_MS} ms of SIGTERM. It printed:\n${printed.join("")}`,
        );
      }
      return child.exitCode;
    },
    async kill() {
      kill();
      await ended;
    },
  };
}

/** Waits until a program is ready; one that is not in time is ended. */
async function becomesReady(
  child: ChildProcess,
  program: Program,
  isReady: () => Promise<boolean>,
  deadline: number,
): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await isReady()) return true;
    if (Date.now() > deadline) await program.kill();
    await sleep(25);
  }
  return false;
}

/** True when a server answers a request with a status below 300. */
export async function answersOk(url: string, request: RequestInit = {}): Promise<boolean> {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** This process's environment without the variables that would configure MLflow or Millrace, and with this Node first. */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(MLFLOW|MILLRACE|NODE_TEST)_/.test(name));
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ""}`;
  return { ...Object.fromEntries(own), PATH, ...extra };
}
