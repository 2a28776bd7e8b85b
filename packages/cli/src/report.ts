import { MillraceError } from "@millrace/contract";
import { CommanderError } from "commander";
import type { Io } from "./io.ts";

/** Exit code for a command line that can't be understood. */
const USAGE = 2;

/** Tells a failure in one line and sets the exit code; commander has told its own already. */
export function reportFailure(error: unknown, io: Io): void {
  if (error instanceof CommanderError) {
    io.endWith(error.exitCode === 0 ? 0 : USAGE);
    return;
  }
  // What follows the first line, such as a filter with a mark below the place of its error, repeats what was typed.
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n");
  io.note(error instanceof MillraceError ? reason : `an unexpected error: ${reason}`);
  io.endWith(MillraceError.from(error).exitCode);
}
