import { execFile } from "node:child_process";
import { mkdtemp, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { invalidParameter, MillraceError } from "@millrace/contract";
import { withPackages } from "../python/python-packages.ts";

/** What the Python of a conversion needs beside what the model requires, as lines for pip. */
export const CONVERT_REQUIREMENTS: readonly string[] = [
  "onnx==1.23.2",
  "onnxmltools==1.16.0",
  "onnxruntime==1.32.0",
  "skl2onnx==1.20.0",
];

/** What is converted. */
export interface ConvertOptions {
  /** The model's folder, which holds its MLmodel file. */
  readonly folder: string;
  /** The folder to write, which must not be there. */
  readonly output: string;
  /** The Python interpreter that has what the model and `CONVERT_REQUIREMENTS` name. */
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How the answers of both models were compared. */
export interface Conversion {
  readonly rows: number;
  /** Whether the rows are the example that was saved with the model; otherwise they are made at random. */
  readonly isExample: boolean;
  /** The largest difference between two predictions. */
  readonly difference: number;
}

const MAX_OUTPUT = 16 * 1024 * 1024;

/**
 * Writes a model of scikit-learn, XGBoost or LightGBM as an ONNX model, when both answer alike: labels the same, other
 * numbers within a thousandth.
 * @throws MillraceError RESOURCE_ALREADY_EXISTS when the folder is there, INVALID_PARAMETER_VALUE with what Python says when
 *   the model can't be converted; nothing is left then
 */
export async function convertToOnnx({ folder, output, python, env }: ConvertOptions): Promise<Conversion> {
  const target = path.resolve(output);
  if (await isThere(target)) throw new MillraceError("RESOURCE_ALREADY_EXISTS", `${output} is there already.`);
  const made = await makeFolder(path.dirname(target));
  try {
    const unfinished = path.join(made, "model");
    const conversion = await run(python, [path.resolve(folder), unfinished], withPackages(env));
    await rename(unfinished, target);
    return conversion;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function run(python: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Conversion> {
  const command = ["-m", "millrace_convert", ...args];
  const { stdout } = await promisify(execFile)(python, command, { env, maxBuffer: MAX_OUTPUT }).catch(
    (error: unknown) => {
      throw invalidParameter(`The model can't be converted. ${reasonOf(error)}`);
    },
  );
  // The last line is the report of millrace_convert.
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Conversion;
}

/** The last line that Python wrote to its standard error is the reason. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trimEnd().split("\n").at(-1) : "";
  return said === undefined || said === "" ? error.message : said;
}

async function makeFolder(parent: string): Promise<string> {
  try {
    return await mkdtemp(path.join(parent, ".millrace-convert-"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`Nothing can be written to ${parent}: ${reason}.`);
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
