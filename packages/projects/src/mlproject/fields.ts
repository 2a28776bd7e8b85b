import { invalidParameter } from "@millrace/contract";
import { parse, stringify } from "yaml";

/** The members of a mapping of the file. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the mapping that an MLproject file is. Scalars stay the text that they are written as: the version 3.10 is no number.
 * @throws MillraceError INVALID_PARAMETER_VALUE with the place of the mistake
 */
export function parseFields(text: string): Fields {
  return fieldsOf(parseYaml(alignLists(text)), "The MLproject file");
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { version: "1.1", schema: "failsafe", logLevel: "error" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The MLproject file is no YAML: ${firstLine(reason)}`);
  }
}

/**
 * Gives a value as the mapping that it has to be; nothing is an empty one.
 * @param what the value's name, to begin a sentence with
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function fieldsOf(value: unknown, what: string): Fields {
  if (value === undefined || value === null || value === "") return {};
  if (typeof value === "object" && !Array.isArray(value)) return { ...value };
  throw invalidParameter(`${what} must be a mapping of names to values, not ${shown(value)}.`);
}

/** @throws MillraceError INVALID_PARAMETER_VALUE when it is no text */
export function textOf(value: unknown, what: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw invalidParameter(`${what} must be a text, not ${shown(value)}.`);
}

/** @throws MillraceError INVALID_PARAMETER_VALUE when it is no list */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value;
  throw invalidParameter(`${what} must be a list, not ${shown(value)}.`);
}

/**
 * Moves the members of a list's item below its first one when they stand one column to the left of it, as in the
 * document that the list form of entry points comes from. In YAML that is a mistake, so nothing else can be meant.
 */
function alignLists(text: string): string {
  let first = -1;
  const lines = text.split("\n").map((line) => {
    const item = /^( *- +)\S/.exec(line)?.[1];
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (item !== undefined) first = item.length;
    else if (line.trim() !== "" && indent < first - 1) first = -1;
    return item === undefined && first > 0 && indent === first - 1 && line.trim() !== "" ? ` ${line}` : line;
  });
  return lines.join("\n");
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : stringify(value).trim().replaceAll(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}
