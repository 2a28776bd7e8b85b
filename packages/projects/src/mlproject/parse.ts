import { invalidParameter } from "@millrace/contract";
import { parseEntryPoints, parseVariables } from "./entry-points.ts";
import { type Fields, fieldsOf, listOf, parseFields, textOf } from "./fields.ts";
import type { Project, ProjectEnvironment } from "./project.ts";

const ENVIRONMENTS = ["python_env", "conda_env", "docker_env", "node_env"] as const;

/**
 * Reads the text of an MLproject file, in MLflow's form or with the entry points as a list.
 * @throws MillraceError INVALID_PARAMETER_VALUE that says what is wrong with it
 */
export function parseProject(text: string): Project {
  const fields = parseFields(text);
  const name = fields["name"];
  return {
    name: name === undefined ? undefined : textOf(name, "name of the MLproject file"),
    environment: environmentOf(fields),
    entryPoints: parseEntryPoints(fields["entry_points"]),
  };
}

function environmentOf(fields: Fields): ProjectEnvironment {
  const [kind, ...others] = ENVIRONMENTS.filter((key) => fields[key] !== undefined);
  if (kind === undefined) return { kind: "none" };
  if (others.length > 0) throw invalidParameter(`The MLproject file has ${kind} and ${others[0]}: it may have one.`);
  switch (kind) {
    case "python_env":
      return { kind: "python", file: textOf(fields[kind], kind) };
    case "conda_env":
      return { kind: "conda", file: textOf(fields[kind], kind) };
    case "node_env":
      return { kind: "node", file: textOf(fields[kind], kind) };
    case "docker_env":
      return dockerOf(fieldsOf(fields[kind], kind));
  }
}

function dockerOf(fields: Fields): ProjectEnvironment {
  return {
    kind: "docker",
    image: textOf(fields["image"], "image of docker_env"),
    volumes: listOf(fields["volumes"], "volumes of docker_env").map((item) => textOf(item, "A volume of docker_env")),
    variables: parseVariables(fields["environment"]),
  };
}
