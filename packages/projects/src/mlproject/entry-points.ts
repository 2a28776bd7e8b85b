import { invalidParameter } from "@millrace/contract";
import { commandOfFile } from "../command/file-command.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./fields.ts";
import { type EntryPoint, type Parameter, PARAMETER_TYPES, type ParameterType } from "./project.ts";

/**
 * Reads entry points as a mapping of names to commands, or as a list of files with names.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function parseEntryPoints(value: unknown): ReadonlyMap<string, EntryPoint> {
  const points = Array.isArray(value) ? value.map(parseListed) : parseMapped(value);
  const byName = new Map<string, EntryPoint>();
  for (const point of points) {
    if (byName.has(point.name)) throw invalidParameter(`The MLproject file has two entry points "${point.name}".`);
    byName.set(point.name, point);
  }
  return byName;
}

function parseMapped(value: unknown): EntryPoint[] {
  return Object.entries(fieldsOf(value, "entry_points of the MLproject file")).map(([name, point]) => {
    const fields = fieldsOf(point, `The entry point "${name}"`);
    return { name, parameters: parametersOf(fields, name), command: commandOf(fields, name) };
  });
}

function parseListed(value: unknown): EntryPoint {
  const fields = fieldsOf(value, "Each of the MLproject file's entry_points");
  const file = fields["path"];
  const name = textOf(fields["name"] ?? file, "The name of an entry point");
  const command = file === undefined ? commandOf(fields, name) : commandOfFile(textOf(file, `The path of "${name}"`));
  return { name, parameters: parametersOf(fields, name), command };
}

function commandOf(fields: Fields, name: string): string {
  return textOf(fields["command"], `The command of the entry point "${name}"`);
}

function parametersOf(fields: Fields, point: string): ReadonlyMap<string, Parameter> {
  const parameters = fieldsOf(fields["parameters"], `The parameters of the entry point "${point}"`);
  return new Map(Object.entries(parameters).map(([name, value]) => [name, parameterOf(value, name)]));
}

function parameterOf(value: unknown, name: string): Parameter {
  if (typeof value === "string") return { type: typeOf(value), default: undefined };
  const fields = fieldsOf(value, `The parameter "${name}"`);
  const given = fields["default"];
  if (given !== undefined && typeof given !== "string") {
    throw invalidParameter(`The default of the parameter "${name}" must be one value.`);
  }
  return { type: typeOf(fields["type"]), default: given };
}

/** MLflow takes types that it does not know for `string`. */
function typeOf(value: unknown): ParameterType {
  return PARAMETER_TYPES.find((type) => type === value) ?? "string";
}

/** Reads the variables of a container: names to copy, or pairs of a name and a value. */
export function parseVariables(value: unknown): (string | readonly [string, string])[] {
  return listOf(value, "environment of docker_env").map((item) => {
    if (!Array.isArray(item)) return textOf(item, "A variable of docker_env");
    const pair: readonly unknown[] = item;
    const [name, content] = pair;
    if (pair.length !== 2 || typeof content !== "string") {
      throw invalidParameter("A variable of docker_env is its name, or a list of its name and its value.");
    }
    return [textOf(name, "A variable of docker_env"), content] as const;
  });
}
