import { invalidParameter } from "@millrace/contract";
import { allSettings, type Settings } from "./settings.ts";

/**
 * The settings that the environment gives. This is the one file that reads the environment. A variable that is set but
 * empty counts as absent.
 */
export function environmentSettings(): Settings {
  const settings: Settings = {};
  for (const [name, { variable }] of allSettings()) {
    const value = variable === undefined ? undefined : environmentValue(variable);
    if (value !== undefined) settings[name] = value;
  }
  return settings;
}

/** The value of one of MLflow's variables; the same name with MILLRACE_ in front wins. */
export function environmentValue(variable: string): string | undefined {
  return process.env[variable.replace(/^MLFLOW_/, "MILLRACE_")] || process.env[variable] || undefined;
}

/** The environment of this process, for programs that it starts. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env };
}

/** Where the tracking server is that commands speak to, and how they sign in. */
export interface TrackingSettings {
  readonly uri?: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
}

/** The tracking server that the environment names. */
export function trackingSettings(): TrackingSettings {
  const named = {
    uri: environmentValue("MILLRACE_TRACKING_URI") ?? environmentValue("MLFLOW_TRACKING_URI"),
    token: environmentValue("MLFLOW_TRACKING_TOKEN"),
    username: environmentValue("MLFLOW_TRACKING_USERNAME"),
    password: environmentValue("MLFLOW_TRACKING_PASSWORD"),
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** Every variable of MLflow's and Millrace's that is set, by name. */
export function ownVariables(): ReadonlyMap<string, string> {
  const own = Object.entries(process.env).filter(([name]) => /^(MLFLOW|MILLRACE)_/.test(name));
  return new Map(
    own.map(([name, value = ""]) => [name, value] as const).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
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
