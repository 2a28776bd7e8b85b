import { invalidParameter, type MillraceError, parseDuration } from "@millrace/contract";
import { type Setting, SETTINGS, type SettingName, type Settings } from "./settings.ts";

/** The refusal of a setting's value; it names the flag and the variable. */
export function wrongSetting(name: SettingName, value: string, expected: string): MillraceError {
  const { flags = "", variable = "" }: Setting = SETTINGS[name];
  const flag = /--[a-z-]+/.exec(flags)?.[0] ?? "";
  const shown = flag !== "" && variable !== "" ? `${flag} (or ${variable})` : flag + variable;
  return invalidParameter(`${shown} is '${value}'; expected ${expected}.`);
}

/** Reads a whole number from `low` to `high`. */
export function integerSetting(
  settings: Settings,
  name: SettingName,
  range: [low: number, high: number],
  otherwise: number,
): number {
  const given = settings[name];
  if (given === undefined) return otherwise;
  const value = /^\d{1,9}$/.test(given.trim()) ? Number(given) : Number.NaN;
  if (value >= range[0] && value <= range[1]) return value;
  throw wrongSetting(name, given, `a whole number from ${range[0]} to ${range[1]}`);
}

/** Reads true/false, 1/0, yes/no or on/off in any case. */
export function booleanSetting(settings: Settings, name: SettingName, otherwise: boolean): boolean {
  const given = settings[name];
  if (given === undefined) return otherwise;
  if (/^(true|1|yes|on)$/i.test(given)) return true;
  if (/^(false|0|no|off)$/i.test(given)) return false;
  throw wrongSetting(name, given, "true or false");
}

/** Reads a length of time such as 30d or 12h as milliseconds. */
export function durationSetting(settings: Settings, name: SettingName): number | undefined {
  const given = settings[name];
  if (given === undefined) return undefined;
  try {
    return parseDuration(given.trim(), name);
  } catch {
    throw wrongSetting(name, given, "a length of time such as 30d, 12h or 2d8h5m20s");
  }
}

/** Reads a comma-separated list; blanks around its items don't count. */
export function listSetting(settings: Settings, name: SettingName): string[] | undefined {
  const items = settings[name]?.split(",").map((item) => item.trim());
  return items?.filter((item) => item !== "");
}

/** Reads one of a few words in any case. */
export function choiceSetting<Choice extends string>(
  settings: Settings,
  name: SettingName,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  const given = settings[name];
  if (given === undefined) return otherwise;
  const choice = choices.find((one) => one.toLowerCase() === given.toLowerCase());
  if (choice !== undefined) return choice;
  throw wrongSetting(name, given, `one of ${choices.join(", ")}`);
}

/** Reads a regular expression. */
export function patternSetting(settings: Settings, name: SettingName): RegExp | undefined {
  const given = settings[name];
  if (given === undefined) return undefined;
  try {
    return new RegExp(given, "u");
  } catch {
    throw wrongSetting(name, given, "a regular expression");
  }
}
