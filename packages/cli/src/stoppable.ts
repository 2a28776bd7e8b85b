import type { Io } from "./io.ts";

/** What a shell expects of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Runs work that Ctrl-C or SIGTERM stops where nothing is half done; a second signal ends the process at once. Gives
 * undefined, with the exit code set, when it was stopped.
 * @param outcome what a person is told then
 */
export async function stoppable<Result>(
  io: Io,
  work: (signal: AbortSignal) => Promise<Result>,
  outcome = "What is done stays done; run the same command again to go on.",
): Promise<Result | undefined> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    io.note(`stopped. ${outcome}`);
    io.endWith(INTERRUPTED);
    return undefined;
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
