import { lstat, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import {
  condaNeeds,
  condaPython,
  findProgram,
  nodeModules,
  readEnvironmentSpec,
  type StoredOptions,
  virtualPython,
} from "@millrace/environments";
import type { ProjectEnvironment } from "../mlproject/project.ts";
import type { EnvManager } from "./tags.ts";

type Variables = Readonly<Record<string, string>>;

/**
 * Makes what a project needs, unless it is there already, and gives the variables that let its program find it.
 * @param folder the project's
 * @throws MillraceError INVALID_PARAMETER_VALUE when something to make it with is missing, INTERNAL_ERROR when that fails
 */
export async function prepareEnvironment(
  environment: ProjectEnvironment,
  folder: string,
  manager: EnvManager | undefined,
  options: StoredOptions,
): Promise<Variables> {
  if (manager === "local") return {};
  switch (environment.kind) {
    case "none":
    case "docker":
      return {};
    case "node":
      return nodeVariables(path.join(folder, environment.file), folder, options);
    case "python":
      if (manager === "conda") throw invalidParameter("The project has a python_env, which conda can't make: use uv.");
      return activated(await virtualPython(await readEnvironmentSpec(folder, environment.file), options), options);
    case "conda":
      return activated(await condaEnvironment(folder, environment.file, manager, options), options);
  }
}

/** Python and pip packages alone need no conda. */
async function condaEnvironment(
  folder: string,
  file: string,
  manager: EnvManager | undefined,
  options: StoredOptions,
): Promise<string> {
  const { spec, condaOnly } = condaNeeds(await readFile(path.join(folder, file), "utf8"));
  if (manager !== "conda" && condaOnly.length === 0) return virtualPython(spec, options);
  const isThere = await Promise.all(["conda", "mamba", "micromamba"].map((name) => findProgram(name, options.env)));
  if (isThere.some((found) => found !== undefined)) return condaPython(folder, options, file);
  const lines = condaOnly.length === 0 ? "" : ` for these lines of ${file}: ${condaOnly.join(", ")}`;
  throw invalidParameter(
    `conda is needed${lines}, and none of conda, mamba and micromamba is on the PATH. Install one, list the packages ` +
      "below pip, or use --env-manager local.",
  );
}

function activated(python: string, { env }: StoredOptions): Variables {
  const bin = path.dirname(python);
  return { PATH: withFirst(bin, env), VIRTUAL_ENV: path.dirname(bin) };
}

/** Modules are found from the folder of the file that asks for them, so they have to be in the project's. */
async function nodeVariables(packageFile: string, folder: string, options: StoredOptions): Promise<Variables> {
  const place = path.join(folder, "node_modules");
  const isThere = await lstat(place).then(
    () => true,
    () => false,
  );
  if (!isThere) await symlink(await nodeModules(packageFile, options), place);
  return { PATH: withFirst(path.join(place, ".bin"), options.env) };
}

function withFirst(folder: string, env: NodeJS.ProcessEnv): string {
  return [folder, env["PATH"] ?? ""].join(path.delimiter);
}
