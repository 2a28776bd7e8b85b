import { MillraceError } from "@millrace/contract";
import { modelFile } from "millrace/models";
import type { Scorer } from "../scorer.ts";
import { openJavaScriptScorer } from "./javascript/javascript-scorer.ts";
import { readDocument, readExample } from "../model-files.ts";
import { openOnnxScorer } from "./onnx/onnx-scorer.ts";

/**
 * Opens an ONNX or JavaScript model of this machine for requests, which are answered without Python as MLflow answers
 * them. A JavaScript model is a program: opening it runs it with all the rights of this one.
 * @param folder of the MLmodel file
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no model, NOT_IMPLEMENTED for a model of other kinds and
 *   when onnxruntime-node is not installed, INVALID_PARAMETER_VALUE for files that are no model
 */
export async function openNodeScorer(folder: string): Promise<Scorer> {
  const document = await readDocument(folder);
  if (Object.hasOwn(document.flavors, "onnx")) {
    const file = await modelFile(folder, document, "onnx");
    return openOnnxScorer(document, file, await readExample(folder, document));
  }
  if (Object.hasOwn(document.flavors, "javascript")) {
    return openJavaScriptScorer(document, await modelFile(folder, document, "javascript"));
  }
  const flavors = Object.keys(document.flavors).join(", ");
  throw new MillraceError("NOT_IMPLEMENTED", `The model has the flavors ${flavors}, which need Python.`);
}
