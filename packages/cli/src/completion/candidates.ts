import type { Command, Option } from "commander";
import { loadCommand } from "../command/lazy.ts";

/** A word that can follow, with what it is. */
export interface Candidate {
  readonly word: string;
  readonly doc: string;
}

const FILES: Candidate = { word: ":files", doc: "" };
const FOLDERS: Candidate = { word: ":folders", doc: "" };

/**
 * What can stand in the place of the last word.
 * @param words of the command line up to the cursor, without the program's name; the last may be empty
 */
export async function candidates(program: Command, words: readonly string[]): Promise<Candidate[]> {
  const typed = words.at(-1) ?? "";
  const { command, waiting } = await walk(program, words.slice(0, -1));
  const found = waiting === undefined ? nextWords(command, typed) : valuesOf(waiting);
  return found.filter(({ word }) => word.startsWith(":") || word.startsWith(typed));
}

/** The command that the words name, and the option whose value comes next. */
async function walk(
  program: Command,
  words: readonly string[],
): Promise<{ readonly command: Command; readonly waiting: Option | undefined }> {
  let command = program;
  let waiting: Option | undefined;
  for (const word of words) {
    if (waiting !== undefined) waiting = undefined;
    else if (word.startsWith("-")) waiting = optionWaiting(command, word);
    else {
      const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
      if (next !== undefined) {
        await loadCommand(next);
        command = next;
      }
    }
  }
  return { command, waiting };
}

function optionWaiting(command: Command, word: string): Option | undefined {
  const option = command.options.find(({ short, long }) => word === short || word === long);
  return option?.required === true || option?.optional === true ? option : undefined;
}

function nextWords(command: Command, typed: string): Candidate[] {
  if (typed.startsWith("-")) return optionsOf(command);
  const commands = command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ word: one.name(), doc: firstSentence(one.description()) }));
  return commands.length > 0 ? commands : command.registeredArguments.length > 0 ? [FILES] : optionsOf(command);
}

function optionsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short, description }) => ({ word: long ?? short ?? "", doc: firstSentence(description) }));
}

/** The names that an option takes, or files. */
function valuesOf({ flags, argChoices = [] }: Option): Candidate[] {
  if (flags.endsWith("<file>")) return [FILES];
  if (flags.endsWith("<folder>")) return [FOLDERS];
  return argChoices.map((word) => ({ word, doc: "" }));
}

function firstSentence(text: string): string {
  return /^.*?[.:;](?=\s|$)/.exec(text)?.[0].slice(0, -1) ?? text;
}
