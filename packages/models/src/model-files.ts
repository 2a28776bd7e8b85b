import { readFile } from "node:fs/promises";
import path from "node:path";
import { doesNotExist } from "@millrace/contract";
import { MLMODEL, type ModelDocument, parseMlmodel } from "millrace/models";

/**
 * Reads what the MLmodel file of a folder says.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a folder without it, INVALID_PARAMETER_VALUE for a file that is none
 */
export async function readDocument(folder: string): Promise<ModelDocument> {
  const text = await textFile(path.join(folder, MLMODEL));
  if (text === undefined) throw doesNotExist(`There is no model in "${folder}": it has no file ${MLMODEL}.`);
  return parseMlmodel(text);
}

/** The body of a request with the example that was saved with a model; undefined when there is none. */
export async function readExample(folder: string, { inputExample }: ModelDocument): Promise<Uint8Array | undefined> {
  const name = inputExample?.serving_input_path ?? "serving_input_example.json";
  // Only beside the MLmodel file, whatever it says.
  const text = await textFile(path.join(folder, path.basename(name)));
  return text === undefined ? undefined : Buffer.from(text);
}

async function textFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
