/** What a project says of itself in its MLproject file. */
export interface Project {
  readonly name: string | undefined;
  readonly environment: ProjectEnvironment;
  /** By name, in the order of the file. */
  readonly entryPoints: ReadonlyMap<string, EntryPoint>;
}

/** What a project needs to run; files are relative to the project's folder. */
export type ProjectEnvironment =
  | { readonly kind: "none" }
  | { readonly kind: "python" | "conda" | "node"; readonly file: string }
  | DockerEnvironment;

/** A container that the commands of a project run in. */
export interface DockerEnvironment {
  readonly kind: "docker";
  readonly image: string;
  /** As `docker run --volume` takes them. */
  readonly volumes: readonly string[];
  /** Names of variables that the caller has, and variables with their values. */
  readonly variables: readonly (string | readonly [name: string, value: string])[];
}

/** Something of a project that can be run. */
export interface EntryPoint {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** With `{name}` in the place of parameters. */
  readonly command: string;
}

/** What kinds of values parameters take; names that are not here mean `string`. */
export const PARAMETER_TYPES = ["string", "float", "int", "path", "uri"] as const;

/** One of `PARAMETER_TYPES`. */
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** A parameter that an entry point declares. */
export interface Parameter {
  readonly type: ParameterType;
  /** Undefined: it has to be given. */
  readonly default: string | undefined;
}
