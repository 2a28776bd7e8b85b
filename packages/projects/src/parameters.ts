import { stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { invalidParameter } from "@millrace/contract";
import type { EntryPoint, Parameter } from "./mlproject/project.ts";

/** The values of an entry point's parameters, all as text. */
export interface ParameterValues {
  /** What the run's record says: values as they were given, and defaults. */
  readonly logged: ReadonlyMap<string, string>;
  /** Those that the entry point declares, defaults included. */
  readonly declared: ReadonlyMap<string, string>;
  /** Those that it does not, in the order given. */
  readonly extra: ReadonlyMap<string, string>;
}

/** How values that name files are understood. */
export interface ParameterPlaces {
  /** What relative paths start from: the caller's folder, as with MLflow. */
  readonly folder: string;
  /** Brings a remote file or folder to this machine and gives its path. */
  readonly fetch: (uri: string) => Promise<string>;
}

/**
 * Checks what was given against what an entry point declares, fills in defaults, and makes paths absolute.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the parameter
 */
export async function resolveParameters(
  point: EntryPoint,
  given: ReadonlyMap<string, string>,
  places: ParameterPlaces,
): Promise<ParameterValues> {
  const missing = [...point.parameters].filter(([name, { default: value }]) => value === undefined && !given.has(name));
  if (missing.length > 0) {
    const names = missing.map(([name]) => name).join(", ");
    throw invalidParameter(`The entry point "${point.name}" needs a value for ${names}: give it with -P name=value.`);
  }
  const declared = new Map<string, string>();
  const logged = new Map<string, string>();
  for (const [name, parameter] of point.parameters) {
    const value = given.get(name) ?? parameter.default ?? "";
    logged.set(name, value);
    declared.set(name, await resolveValue(name, value, parameter, places));
  }
  const extra = new Map([...given].filter(([name]) => !point.parameters.has(name)));
  return { logged: new Map([...logged, ...extra]), declared, extra };
}

async function resolveValue(
  name: string,
  value: string,
  { type }: Parameter,
  places: ParameterPlaces,
): Promise<string> {
  switch (type) {
    case "string":
      return value;
    case "float":
      return number(name, value, /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf(inity)?|nan)$/i, "a number");
    case "int":
      return number(name, value, /^[+-]?\d+$/, "a whole number");
    case "uri":
      return isRemote(value) ? value : path.resolve(places.folder, localPath(value));
    case "path":
      return isRemote(value) ? places.fetch(value) : existingPath(name, value, places.folder);
  }
}

function number(name: string, value: string, form: RegExp, what: string): string {
  if (form.test(value)) return value;
  throw invalidParameter(`The parameter "${name}" must be ${what}, not "${value}".`);
}

async function existingPath(name: string, value: string, folder: string): Promise<string> {
  const found = path.resolve(folder, localPath(value));
  const isThere = await stat(found).then(
    () => true,
    () => false,
  );
  if (isThere) return found;
  throw invalidParameter(`The parameter "${name}" must be a path that is there, and there is no "${found}".`);
}

function isRemote(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(value) && !/^file:/i.test(value) && !/^[a-z]:[\\/]/i.test(value);
}

function localPath(value: string): string {
  if (!/^file:/i.test(value)) return value;
  try {
    return fileURLToPath(value);
  } catch {
    throw invalidParameter(`"${value}" is not the URI of a file on this machine.`);
  }
}
