import type { Io } from "./io.ts";

/** The first SIGINT or SIGTERM stops a server in order and then the process; the second ends the process at once. */
export function stopOnSignals(stop: () => Promise<void>, io: Io): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        io.note(`the server did not stop in order: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
