import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { Duplex } from "node:stream";
import { MillraceError } from "@millrace/contract";
import { FRAME, type Frame, FrameReader } from "./framing.ts";
import { eachLine } from "./lines.ts";
import type { PoolOptions } from "./options.ts";
import { withPackages } from "./python-packages.ts";
import { residentBytes } from "./resident-bytes.ts";
import { parseFacts, type WorkerFacts } from "./worker-facts.ts";

const SOCKET = 3;
const KEPT_LINES = 12;
const END_LIMIT_MS = 5000;

/** A Python process that has loaded the model, or is about to. */
export class WorkerProcess {
  /** What it has loaded; rejects with MillraceError INTERNAL_ERROR when it loads nothing. */
  readonly ready: Promise<WorkerFacts>;
  /** Resolves when it has ended, with how it did. */
  readonly ended: Promise<string>;
  /** Gets the frames that follow after it is ready. */
  onFrame: (frame: Frame) => void = () => undefined;
  readonly #child: ChildProcess;
  readonly #socket: Duplex;
  readonly #options: PoolOptions;
  readonly #lastLines: string[] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#child = spawn(options.python, workerArguments(options), {
      env: withPackages(options.env),
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      // A process group of its own: the terminal's Ctrl+C does not reach it, and what it started can be ended with it.
      detached: true,
    });
    const socket = this.#child.stdio[SOCKET];
    if (!(socket instanceof Duplex)) throw new TypeError("A worker's socket is not one.");
    this.#socket = socket;
    // A socket that breaks is a worker that has ended, which `ended` tells.
    socket.on("error", () => undefined);
    this.ended = this.#watchEnd();
    this.ready = this.#watchStart();
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream !== null) eachLine(stream, (line) => this.#print(line));
    }
  }

  /** Sends an encoded frame. */
  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  /** The memory that it holds, in bytes; undefined when it has ended. */
  async residentBytes(): Promise<number | undefined> {
    return this.#child.pid === undefined ? undefined : residentBytes(this.#child.pid);
  }

  /** The id of its process, while there is one. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Ends it at once, with the processes that it started. */
  kill(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  }

  /** Tells it to end, and ends it when it does not. It should have nothing to do. */
  async close(): Promise<void> {
    this.#socket.end();
    const late = setTimeout(() => this.kill(), END_LIMIT_MS);
    await this.ended;
    clearTimeout(late);
  }

  async #watchEnd(): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#child.once("error", (error) => resolve(`could not be started (${error.message})`));
    // After `close` nothing more comes from its streams; the processes that it started may hold them open.
    this.#child.once("close", (code, signal) => resolve(howItEnded(code, signal)));
    this.#child.once("exit", (code, signal) => {
      setTimeout(() => resolve(howItEnded(code, signal)), 100).unref();
    });
    const how = await promise;
    this.kill();
    this.#socket.destroy();
    return how;
  }

  async #watchStart(): Promise<WorkerFacts> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const reader = new FrameReader();
    const take = (frame: Frame): void => {
      const { kind, payload } = frame;
      if (kind === FRAME.ready) resolve(payload.toString());
      else if (kind === FRAME.failed) reject(this.#loadedNothing(payload.toString().trimEnd().split("\n")));
      else this.onFrame(frame);
    };
    this.#socket.on("data", (chunk: Buffer) => {
      try {
        reader.push(chunk).forEach(take);
      } catch (error) {
        // A model wrote to the socket: no frame can be trusted any more.
        this.#print(`A worker's frame can't be read (${String(error)}).`);
        this.kill();
      }
    });
    const failed = this.ended.then((how) => {
      throw this.#loadedNothing([...this.#lastLines, `The process ${how}.`]);
    });
    return parseFacts(await Promise.race([promise, failed]));
  }

  #print(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > KEPT_LINES) this.#lastLines.shift();
    this.#options.log(line);
  }

  #loadedNothing(lines: readonly string[]): MillraceError {
    const { folder, python } = this.#options;
    const said = lines.slice(-KEPT_LINES).join("\n");
    return new MillraceError("INTERNAL_ERROR", `${python} could not load the model of ${folder}:\n${said}`);
  }
}

function workerArguments({ folder, batch }: PoolOptions): string[] {
  return ["-m", "millrace_worker", String(SOCKET), path.resolve(folder), String(batch?.rows ?? 1)];
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}
