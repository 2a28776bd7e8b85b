import { writeFile } from "node:fs/promises";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { makeOnce, pythonIn, type StoredOptions } from "./made-once.ts";
import { findProgram, runProgram } from "./program.ts";
import type { EnvironmentSpec } from "./spec.ts";

/**
 * Gives the Python of a virtual environment with what a model or project needs, made with uv when that is installed, else with
 * Python's venv and pip.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the version of Python is not there, INTERNAL_ERROR when an
 *   installation fails
 */
export async function virtualPython(spec: EnvironmentSpec, options: StoredOptions): Promise<string> {
  const uv = await findProgram("uv", options.env);
  const folder = await makeOnce(JSON.stringify(spec), options, (place) =>
    uv === undefined ? makeWithVenv(place, spec, options) : makeWithUv(uv, place, spec, options),
  );
  return pythonIn(folder);
}

async function makeWithUv(
  uv: string,
  folder: string,
  { python, buildRequirements, requirements }: EnvironmentSpec,
  options: StoredOptions,
): Promise<void> {
  const version = python === undefined ? [] : ["--python", minorOf(python)];
  await runProgram(uv, ["venv", "--quiet", ...version, folder], options);
  const install = ["pip", "install", "--quiet", "--python", pythonIn(folder)];
  if (buildRequirements.length > 0) await runProgram(uv, [...install, ...buildRequirements], options);
  await runProgram(uv, [...install, "-r", await requirementsFile(folder, requirements)], options);
}

async function makeWithVenv(folder: string, spec: EnvironmentSpec, options: StoredOptions): Promise<void> {
  await runProgram(await basePython(spec.python, options.env), ["-m", "venv", folder], options);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
  if (spec.buildRequirements.length > 0)
    await runProgram(pythonIn(folder), [...install, ...spec.buildRequirements], options);
  const file = await requirementsFile(folder, spec.requirements);
  await runProgram(pythonIn(folder), [...install, "-r", file], options);
}

async function requirementsFile(folder: string, lines: readonly string[]): Promise<string> {
  const file = path.join(folder, "requirements.txt");
  await writeFile(file, lines.map((line) => `${line}\n`).join(""));
  return file;
}

/** Models say the patch release too, of which machines rarely have the same one. */
function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

async function basePython(version: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const names = version === undefined ? ["python3", "python"] : [`python${minorOf(version)}`];
  for (const name of names) {
    const found = await findProgram(name, env);
    if (found !== undefined) return found;
  }
  throw invalidParameter(
    `${names[0]} is needed, which is not on the PATH: install it, install uv, which brings it along, or use ` +
      "--env-manager local.",
  );
}
