import { readFile } from "node:fs/promises";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import { parse } from "yaml";

/** What a Python model or project needs, as its folder says. */
export interface EnvironmentSpec {
  /** The version of Python, such as `3.11.7`; undefined when nothing says it. */
  readonly python: string | undefined;
  /** What is installed before the requirements. */
  readonly buildRequirements: readonly string[];
  /** Lines as in a requirements file of pip. */
  readonly requirements: readonly string[];
}

const PYTHON_ENV = "python_env.yaml";
const REQUIREMENTS = "requirements.txt";
const VERSION = /^\d+(\.\d+){0,2}$/;

/**
 * Reads what a model or project needs from its python_env.yaml, or from its requirements.txt alone.
 * @throws MillraceError INVALID_PARAMETER_VALUE when neither says it
 */
export async function readEnvironmentSpec(folder: string, file = PYTHON_ENV): Promise<EnvironmentSpec> {
  const text = await readOptional(path.join(folder, file));
  if (text === undefined) {
    const requirements = await readLines(folder, REQUIREMENTS);
    return { python: undefined, buildRequirements: [], requirements };
  }
  const fields = parseFields(text);
  const lists = listOf(fields["dependencies"]).map((line) => linesOf(folder, line));
  return {
    python: versionOf(fields["python"]),
    buildRequirements: listOf(fields["build_dependencies"]),
    requirements: (await Promise.all(lists)).flat(),
  };
}

function parseFields(text: string): Record<string, unknown> {
  let reason = "it is no mapping";
  try {
    // Without types: the version 3.10 is no number.
    const fields: unknown = parse(text, { version: "1.1", schema: "failsafe" });
    if (typeof fields === "object" && fields !== null && !Array.isArray(fields)) return { ...fields };
  } catch (error) {
    reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
  throw invalidParameter(`The file ${PYTHON_ENV} can't be read: ${reason}.`);
}

function versionOf(version: unknown): string | undefined {
  if (version === undefined) return undefined;
  if (typeof version === "string" && VERSION.test(version)) return version;
  throw invalidParameter(`The file ${PYTHON_ENV} asks for a Python that is no version such as 3.11.`);
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** A line of dependencies is one of pip, or `-r` with a file of the model's folder. */
async function linesOf(folder: string, line: string): Promise<readonly string[]> {
  const file = /^-r\s+(\S+)$/.exec(line.trim())?.[1];
  if (file === undefined) return [line];
  if (path.basename(file) !== file) {
    throw invalidParameter(`The file ${PYTHON_ENV} names the file '${file}', which is not beside it.`);
  }
  return readLines(folder, file);
}

async function readLines(folder: string, file: string): Promise<readonly string[]> {
  const text = await readOptional(path.join(folder, file));
  if (text === undefined) {
    throw invalidParameter(
      `Nothing says what has to be installed: there is no ${file}. Install that by hand and use --env-manager local.`,
    );
  }
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

async function readOptional(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
