import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { tempDir } from "@millrace/testkit";

/** A request, and what MLflow's scoring server answered. */
export interface RecordedCase {
  readonly type: string;
  readonly body: string;
  readonly status: number;
  readonly answer?: string;
  readonly code?: string;
  readonly class?: string;
}

interface Recorded {
  readonly signature: Readonly<Record<string, string | null>> | null;
  readonly onnx: string;
  readonly cases: readonly RecordedCase[];
}

const FOLDER = path.join(import.meta.dirname, "..", "recorded");

/** The models whose answers were recorded. */
export async function recordedModels(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.flatMap((file) => (file === "floats.json" ? [] : [path.basename(file, ".json")]));
}

/** Floats as Python prints them. */
export async function recordedFloats(): Promise<string[]> {
  return JSON.parse(await readFile(path.join(FOLDER, "floats.json"), "utf8")) as string[];
}

/** Writes a recorded model to a folder, and gives that and the requests. */
export async function recordedModel(
  name: string,
): Promise<{ readonly folder: string; readonly cases: readonly RecordedCase[] }> {
  const text = await readFile(path.join(FOLDER, `${name}.json`), "utf8");
  const { signature, onnx, cases } = JSON.parse(text) as Recorded;
  const folder = tempDir();
  const mlmodel = { flavors: { onnx: { data: "model.onnx" } }, signature: signature ?? undefined };
  await writeFile(path.join(folder, "MLmodel"), JSON.stringify(mlmodel));
  await writeFile(path.join(folder, "model.onnx"), Buffer.from(onnx, "base64"));
  return { folder, cases };
}
