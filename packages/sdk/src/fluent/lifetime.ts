import { constants } from "node:os";
import type { EndStatus } from "../logging/index.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
type Signal = (typeof SIGNALS)[number];

/** A run whose end the program's end brings about. */
export interface WatchedRun {
  end(): Promise<void>;
  /** Ends it for a signal. */
  interrupt(): Promise<void>;
  /** Ends it in the last moment of the process. */
  endAtExit(status: EndStatus): void;
}

/** Runs that are open, or are sending what they logged last. */
const open = new Set<WatchedRun>();

/** The signal that asked the program to end. */
let interrupted: Signal | undefined;

/** Sees to it that a run ends with the program, in whichever way that ends, unless it ended before. */
export function watch(run: WatchedRun): void {
  if (open.size === 0) listen();
  open.add(run);
}

/** Forgets a run that is over and sent. */
export function unwatch(run: WatchedRun): void {
  if (open.delete(run) && open.size === 0) stopListening();
}

/** Whether a signal has asked the program to end, and nothing but the end is to come. */
export function isEnding(): boolean {
  return interrupted !== undefined && process.listenerCount(interrupted) <= 1;
}

function listen(): void {
  for (const signal of SIGNALS) process.on(signal, interrupt);
  process.on("beforeExit", finish);
  // Before the logs write what they hold to the disk, which they do on the same event.
  process.prependListener("exit", endAtExit);
}

function stopListening(): void {
  for (const signal of SIGNALS) process.off(signal, interrupt);
  process.off("beforeExit", finish);
  process.off("exit", endAtExit);
}

/** Ends the runs as killed and then the program, unless the program handles the signal by itself. */
function interrupt(signal: Signal): void {
  const isRepeated = interrupted !== undefined;
  interrupted = signal;
  if (process.listenerCount(signal) > 1) return;
  if (isRepeated) process.exit(128 + constants.signals[signal]);
  const runs = [...open].toReversed();
  void Promise.allSettled(runs.map((run) => run.interrupt())).then(() => {
    stopListening();
    process.kill(process.pid, signal);
  });
}

/** Ends the runs, inner ones before those that they are nested in. Their logs report what could not be sent. */
function finish(): void {
  void Promise.allSettled([...open].toReversed().map((run) => run.end()));
}

/** The last moment: nothing can be sent any more, but the logs keep on disk what they hold. */
function endAtExit(code: number): void {
  const otherwise = code === 0 ? "FINISHED" : "FAILED";
  for (const run of [...open].toReversed()) run.endAtExit(interrupted === undefined ? otherwise : "KILLED");
}
