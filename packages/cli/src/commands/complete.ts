import type { Command } from "commander";
import { candidates } from "../completion/candidates.ts";
import type { Io } from "../io.ts";

/**
 * Fills `millrace __complete`, which the scripts of `millrace completion` ask: after `--` come the words of the
 * command line up to the cursor, the program's name aside. A line of its answer is a word and, after a tab, what it is; a line
 * `:files` or `:folders` says that names of files may follow.
 */
export function complete(command: Command, io: Io): void {
  command
    .argument("[words...]")
    .helpOption(false)
    .action(async () => {
      const { parent } = command;
      if (parent === null) return;
      for (const { word, doc } of await candidates(parent, command.args))
        io.line(doc === "" ? word : `${word}\t${doc}`);
    });
}
