import { readFile } from "node:fs/promises";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { makeOnce, pythonIn, type StoredOptions } from "./made-once.ts";
import { findProgram, runProgram } from "./program.ts";

const CONDA_FILE = "conda.yaml";
const PROGRAMS = ["conda", "mamba", "micromamba"];

/**
 * Gives the Python of a conda environment with what a model's conda.yaml lists.
 * @throws MillraceError INVALID_PARAMETER_VALUE when no conda is installed or the model has no such file, INTERNAL_ERROR
 *   when the environment can't be made
 */
export async function condaPython(modelFolder: string, options: StoredOptions): Promise<string> {
  const conda = await findConda(options.env);
  const file = path.join(modelFolder, CONDA_FILE);
  const needs = await readFile(file, "utf8").catch(() => undefined);
  if (needs === undefined) throw invalidParameter(`The model has no ${CONDA_FILE}: use --env-manager virtualenv.`);
  const folder = await makeOnce(needs, options, (place) =>
    runProgram(conda, ["env", "create", "--quiet", "--yes", "--prefix", place, "--file", file], options),
  );
  return pythonIn(folder);
}

async function findConda(env: NodeJS.ProcessEnv): Promise<string> {
  for (const name of PROGRAMS) {
    const found = await findProgram(name, env);
    if (found !== undefined) return found;
  }
  throw invalidParameter(
    `None of ${PROGRAMS.join(", ")} is on the PATH: install one, or use --env-manager virtualenv.`,
  );
}
