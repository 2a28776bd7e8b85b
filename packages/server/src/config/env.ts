import { invalidParameter } from "@millrace/contract";
import { allSettings, type Settings } from "./settings.ts";

/**
 * The settings that the environment gives. This is the one file that reads the environment. A variable that is set but
 * empty counts as absent.
 */
export function environmentSettings(): Settings {
  const settings: Settings = {};
  for (const [name, { variable }] of allSettings()) {
    if (variable === undefined) continue;
    const value = process.env[variable.replace(/^MLFLOW_/, "MILLRACE_")] || process.env[variable];
    if (value) settings[name] = value;
  }
  return settings;
}

/**
 * Adds the variables of a file with `NAME=value` lines to the environment; variables that are set already stay.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the file can't be read.
 */
export function loadEnvFile(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The environment file can't be read: ${reason}.`);
  }
}
