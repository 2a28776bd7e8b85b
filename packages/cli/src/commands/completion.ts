import type { Command } from "commander";
import { asGroup, addCommand } from "../command/define.ts";
import { SCRIPTS } from "../completion/scripts.ts";
import type { Io } from "../io.ts";

/** Fills `millrace completion`. */
export function completion(group: Command, io: Io): void {
  asGroup(group);
  for (const { shell, script, howTo } of SCRIPTS) {
    addCommand(group, io, shell, {
      doc: `Prints the script that completes commands in ${shell}. It asks the installed program itself, so it is never out of date.`,
      options: [],
      examples: howTo,
      run: () => io.line(script),
    });
  }
}
