import { MillraceError } from "@millrace/contract";
import { CommanderError } from "commander";
import { createProgram } from "./program.ts";

/** Exit code for a command line that can't be understood. */
const USAGE = 2;

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Tells a failure in one line and gives the exit code; commander has told its own already. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`millrace: ${error instanceof MillraceError ? reason : `an unexpected error: ${reason}`}`);
  return MillraceError.from(error).exitCode;
}
