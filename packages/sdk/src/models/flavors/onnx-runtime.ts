import { invalidParameter, MillraceError } from "@millrace/contract";
import type * as Runtime from "onnxruntime-node";
import type { InferenceSession, Tensor } from "onnxruntime-node";

/** The package. */
export type OnnxRuntime = typeof Runtime;

/** An opened model. */
export type OnnxSession = InferenceSession;

/** A tensor of the runtime. */
export type OnnxTensor = Tensor;

/** Loads onnxruntime-node, which is only installed where it is used; undefined when it is not. */
export async function findOnnxRuntime(): Promise<OnnxRuntime | undefined> {
  try {
    return await import("onnxruntime-node");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (isMissing && error.message.includes("onnxruntime-node")) return undefined;
    throw error;
  }
}

/**
 * Loads onnxruntime-node.
 * @throws MillraceError NOT_IMPLEMENTED when it is not installed
 */
export async function onnxRuntime(): Promise<OnnxRuntime> {
  const runtime = await findOnnxRuntime();
  if (runtime !== undefined) return runtime;
  const message =
    "ONNX models run in the npm package onnxruntime-node, which is not installed: npm install onnxruntime-node.";
  throw new MillraceError("NOT_IMPLEMENTED", message);
}

/**
 * Opens a model.
 * @param model the path of a file, or its bytes
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no ONNX model that the runtime knows
 */
export async function openSession(
  runtime: OnnxRuntime,
  model: string | Uint8Array,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  // What is wrong comes as an error; the runtime would print it too.
  const quiet = { logSeverityLevel: 4, ...options } as const;
  try {
    return typeof model === "string"
      ? await runtime.InferenceSession.create(model, quiet)
      : await runtime.InferenceSession.create(model, quiet);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The ONNX model can't be opened: ${reason}`);
  }
}
