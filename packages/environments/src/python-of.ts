import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { condaPython } from "./conda.ts";
import type { StoredOptions } from "./made-once.ts";
import { findProgram } from "./program.ts";
import { readEnvironmentSpec } from "./spec.ts";
import { virtualPython } from "./virtual.ts";

/** Where the Python of a model comes from: the machine's own, or an environment that is made for the model. */
export const ENV_MANAGERS = ["local", "virtualenv", "uv", "conda"] as const;

/** One of `ENV_MANAGERS`. */
export type EnvManager = (typeof ENV_MANAGERS)[number];

/** How the Python of a model is found or made. */
export interface PythonOptions extends StoredOptions {
  readonly manager: EnvManager;
  /** The interpreter for `local`. Default: the first `python3` or `python` on the path. */
  readonly python?: string | undefined;
  /** What is installed beside what the model requires, as lines for pip; those that it names itself are left out. */
  readonly extra?: readonly string[] | undefined;
}

/**
 * Gives the Python that a model runs with, and makes its environment when it is not there yet.
 * @throws MillraceError INVALID_PARAMETER_VALUE when something is missing, INTERNAL_ERROR when an installation fails
 */
export async function pythonOf(modelFolder: string, options: PythonOptions): Promise<string> {
  switch (options.manager) {
    case "local":
      return localPython(options);
    case "conda":
      return condaPython(modelFolder, options);
    case "uv":
      if ((await findProgram("uv", options.env)) === undefined)
        throw invalidParameter("uv is not on the PATH: install it, or use --env-manager virtualenv.");
      return modelPython(modelFolder, options);
    case "virtualenv":
      return modelPython(modelFolder, options);
  }
}

async function modelPython(modelFolder: string, options: PythonOptions): Promise<string> {
  const spec = await readEnvironmentSpec(modelFolder);
  const named = new Set(spec.requirements.map((line) => packageOf(line)));
  const extra = (options.extra ?? []).filter((line) => !named.has(packageOf(line)));
  return virtualPython({ ...spec, requirements: [...extra, ...spec.requirements] }, options);
}

/** The package that a line for pip names; MLflow in its smaller form is MLflow too. */
function packageOf(line: string): string {
  const name = /^[\w.-]+/.exec(line)?.[0].toLowerCase() ?? line;
  return name === "mlflow-skinny" ? "mlflow" : name.replaceAll(/[-_.]+/g, "-");
}

async function localPython({ python, env }: PythonOptions): Promise<string> {
  if (python !== undefined) return path.resolve(python);
  const found = (await findProgram("python3", env)) ?? (await findProgram("python", env));
  if (found !== undefined) return found;
  throw invalidParameter("There is no python3 on the PATH: install Python, or name one with --python.");
}
