import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CACHE, venvBin } from "../paths.ts";

/** The folder of the saved models. Its name changes with what the script saves. */
const FOLDER = join(CACHE, "iris-mlflow3.17.2-1");

/** The folder of the model as scikit-learn's. */
export const SKLEARN_MODEL = join(FOLDER, "sklearn");

/** The folder of the same model as ONNX. */
export const ONNX_MODEL = join(FOLDER, "onnx");

/** The rows of the iris data as requests for a prediction, and what scikit-learn predicts for each. */
export type Iris = { readonly bodies: readonly string[]; readonly predictions: readonly number[] };

/** Has the real MLflow save the models, unless an earlier run did. */
export async function saveIrisModels(): Promise<void> {
  if (existsSync(FOLDER)) return;
  const unfinished = `${FOLDER}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  await promisify(execFile)(venvBin("python"), [join(import.meta.dirname, "log_iris.py"), unfinished]);
  renameSync(unfinished, FOLDER);
}

/** Reads the rows that were saved with the models. */
export function readIris(): Iris {
  const text = readFileSync(join(FOLDER, "iris.json"), "utf8");
  // log_iris.py wrote it.
  const { columns, rows, predictions } = JSON.parse(text) as Record<string, unknown[]>;
  const body = (row: unknown): string => JSON.stringify({ dataframe_split: { columns, data: [row] } });
  return { bodies: (rows ?? []).map(body), predictions: (predictions ?? []).map(Number) };
}
