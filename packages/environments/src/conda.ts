import { readFile } from "node:fs/promises";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { parse } from "yaml";
import { makeOnce, pythonIn, type StoredOptions } from "./made-once.ts";
import { findProgram, runProgram } from "./program.ts";
import type { EnvironmentSpec } from "./spec.ts";

const CONDA_FILE = "conda.yaml";
const PYTHON = /^python\s*[=<>~!]*=?\s*(\d+(?:\.\d+){0,2})/i;
const PYTHON_OR_PIP = /^(python|pip)(?![\w-])/i;
const PROGRAMS = ["conda", "mamba", "micromamba"];

/** What a conda environment asks for: Python and pip alone, or lines that only conda can install. */
export interface CondaNeeds {
  readonly spec: EnvironmentSpec;
  /** Lines for packages that are conda's. */
  readonly condaOnly: readonly string[];
}

/**
 * Reads what a conda environment lists.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is no such list
 */
export function condaNeeds(text: string): CondaNeeds {
  const lines = dependenciesIn(text);
  const plain = lines.filter((line) => typeof line === "string");
  const python = plain.map((line) => PYTHON.exec(line)?.[1]).find((version) => version !== undefined);
  const requirements = lines.flatMap((line) =>
    typeof line === "object" && line !== null && "pip" in line ? pipLines(line.pip) : [],
  );
  return {
    spec: { python, buildRequirements: [], requirements },
    condaOnly: plain.filter((line) => !PYTHON_OR_PIP.test(line)),
  };
}

function dependenciesIn(text: string): readonly unknown[] {
  try {
    const document: unknown = parse(text, { version: "1.1", schema: "failsafe" });
    if (typeof document === "object" && document !== null && "dependencies" in document) {
      if (Array.isArray(document.dependencies)) return document.dependencies;
    }
  } catch {
    // Said below.
  }
  throw invalidParameter(`The conda environment can't be read: it must be YAML with a list of dependencies.`);
}

function pipLines(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((line) => typeof line === "string") : [];
}

/**
 * Gives the Python of a conda environment with what a file lists.
 * @param folder where the file is, of a model or a project
 * @throws MillraceError INVALID_PARAMETER_VALUE when no conda is installed or there is no such file, INTERNAL_ERROR when
 *   the environment can't be made
 */
export async function condaPython(folder: string, options: StoredOptions, name = CONDA_FILE): Promise<string> {
  const conda = await findConda(options.env);
  const file = path.join(folder, name);
  const needs = await readFile(file, "utf8").catch(() => undefined);
  if (needs === undefined) throw invalidParameter(`There is no ${name}: use --env-manager virtualenv.`);
  const made = await makeOnce(needs, options, (place) =>
    runProgram(conda, ["env", "create", "--quiet", "--yes", "--prefix", place, "--file", file], options),
  );
  return pythonIn(made);
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
