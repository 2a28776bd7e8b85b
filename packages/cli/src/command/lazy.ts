import type { Command } from "commander";
import type { Io } from "../io.ts";

/** Fills a command with its options, or with the commands that it holds. */
export type Fill = (command: Command, io: Io) => void;

/** A command whose definition is loaded when it is called, so that each command pays for itself alone. */
export interface LazyCommand {
  readonly name: string;
  readonly alias?: string;
  readonly doc: string;
  readonly load: () => Promise<Fill>;
  /** Left out of the list of commands. */
  readonly isHidden?: true;
}

const unloaded = new WeakMap<Command, () => Promise<void>>();

/** Adds commands by their names alone. */
export function addLazyCommands(program: Command, io: Io, commands: readonly LazyCommand[]): void {
  for (const { name, alias, doc, load, isHidden = false } of commands) {
    const command = program
      .command(name, { hidden: isHidden })
      .description(doc)
      .helpOption("--help", "Show this help.");
    if (alias !== undefined) command.alias(alias);
    unloaded.set(command, async () => {
      unloaded.delete(command);
      (await load())(command, io);
    });
  }
  program.hook("preSubcommand", (_program, command) => loadCommand(command));
}

/** Loads the definition of a command; one that is there already stays. */
export async function loadCommand(command: Command): Promise<void> {
  await unloaded.get(command)?.();
}
