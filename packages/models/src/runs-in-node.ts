import { readDocument } from "./model-files.ts";

/**
 * Whether a model is answered by this process: ONNX and JavaScript models are, all others need Python.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when the folder holds no model
 */
export async function runsInNode(folder: string): Promise<boolean> {
  const { flavors } = await readDocument(folder);
  return Object.hasOwn(flavors, "onnx") || Object.hasOwn(flavors, "javascript");
}
