import type { Command, Option } from "commander";
import type { Io } from "../io.ts";

/** One command: what its help page says and what it does. */
export interface Definition<Flags> {
  readonly doc: string;
  /** Such as `<url>`, each with what it is. */
  readonly operands?: readonly (readonly [name: string, doc: string])[];
  readonly options: readonly Option[];
  /** Command lines without the program's name, each with what it does. */
  readonly examples: readonly (readonly [line: string, doc: string])[];
  readonly run: (flags: Flags, io: Io, operands: readonly string[]) => Promise<void> | void;
}

/** Adds a command to a group. */
export function addCommand<Flags>(group: Command, io: Io, name: string, definition: Definition<Flags>): void {
  defineCommand(group.command(name), io, definition);
}

/** Adds a group of commands to another. */
export function addGroup(parent: Command, name: string, doc: string): Command {
  return asGroup(parent.command(name).description(doc));
}

/** Gives a command that only holds others the settings of such. */
export function asGroup(command: Command): Command {
  complainOnce(command);
  return command.helpOption("--help", "Show this help.").helpCommand(false);
}

/** Makes a command do what its definition says. */
export function defineCommand<Flags>(command: Command, io: Io, definition: Definition<Flags>): void {
  const { doc, operands = [], options, examples, run } = definition;
  complainOnce(command);
  command.description(doc).helpOption("--help", "Show this help.").allowExcessArguments(false);
  for (const [name, about] of operands) command.argument(name, about);
  for (const option of options) {
    // Commands share options.
    if (option.mandatory && !option.description.endsWith(" Required.")) option.description += " Required.";
    command.addOption(option);
  }
  if (examples.length > 0) command.addHelpText("after", exampleText(examples));
  command.action(async () => {
    await run(command.opts<Flags & object>(), io, command.args);
  });
}

function exampleText(examples: Definition<unknown>["examples"]): string {
  return ["", "Examples:", ...examples.flatMap(([line, doc]) => [`  # ${doc}`, `  millrace ${line}`])].join("\n");
}

/** Tells a wrong command line in one line that ends with where to look. */
function complainOnce(command: Command): void {
  command.configureOutput({
    outputError: (text, write) => {
      const reason = text
        .replace(/^error: /, "")
        .trim()
        .replaceAll(/\s*\n\s*/g, " ");
      write(`millrace: ${reason.replace(/([^.?)])$/, "$1.")} See \`${pathOf(command)} --help\`.\n`);
    },
  });
}

/** The words that a command is called with. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
