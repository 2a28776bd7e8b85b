import { invalidParameter } from "@millrace/contract";
import { InvalidArgumentError, Option } from "commander";

/** An option as commander reads it: `-n, --name <name>`. */
export function option(flags: string, doc: string): Option {
  return new Option(flags, doc);
}

/** An option that must be given. */
export function required(flags: string, doc: string): Option {
  return new Option(flags, doc).makeOptionMandatory();
}

/** An option that may be given several times, or once with commas. */
export function repeated(flags: string, doc: string): Option {
  return new Option(flags, doc).argParser(collected(listIn));
}

/** An option whose value is one of a few names, in any case; it is given in the case of `names`. */
export function choice(flags: string, doc: string, names: readonly string[]): Option {
  return new Option(flags, doc).choices(inLowerCase(names)).argParser((value) => oneOf(names, value));
}

/** The same for a list of names, with commas or in several options. */
export function repeatedChoice(flags: string, doc: string, names: readonly string[]): Option {
  return new Option(flags, doc)
    .choices(inLowerCase(names))
    .argParser(collected((value) => listIn(value).map((one) => oneOf(names, one))));
}

/** Adds what each use of an option gives to what the ones before gave. */
function collected<Item>(read: (value: string) => readonly Item[]) {
  return (value: string, before: readonly Item[] | undefined): readonly Item[] => [...(before ?? []), ...read(value)];
}

function oneOf(names: readonly string[], value: string): string {
  const found = names.find((name) => name.toLowerCase() === value.toLowerCase());
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`It must be one of: ${inLowerCase(names).join(", ")}.`);
}

function inLowerCase(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase());
}

/** An option whose value is a whole number above zero. */
export function count(flags: string, doc: string): Option {
  return new Option(flags, doc).argParser((value) => {
    if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError("It must be a whole number above zero.");
    return Number(value);
  });
}

/** An option that may be given several times, each a `key=value`. */
export function tagOption(flags: string, doc: string): Option {
  return new Option(flags, doc).argParser(collected((value) => [parseTag(value)]));
}

/** A key with its value. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

function parseTag(text: string): Tag {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("It must have the form key=value.");
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

function listIn(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Says that exactly one of some options must be given. */
export function exactlyOne(given: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(given);
  if (names.filter((name) => given[name] !== undefined).length === 1) return;
  throw invalidParameter(`Give exactly one of ${names.join(" and ")}.`);
}

/** The option for programs that read the result. */
export function jsonOption(): Option {
  return option("--json", "Print the result as JSON.");
}

/** MLflow's way of asking for JSON. */
export function outputOption(): Option {
  return choice("--output <form>", "The same as --json, in MLflow's words.", ["json", "table"]);
}

/** The option that names the server; every command that asks one has it. */
export function trackingUriOption(): Option {
  return option("--tracking-uri <uri>", "Address of the server. Default: http://127.0.0.1:5000. [MLFLOW_TRACKING_URI]");
}
