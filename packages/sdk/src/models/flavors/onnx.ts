import { stat } from "node:fs/promises";
import path from "node:path";
import { doesNotExist } from "@millrace/contract";
import type { InferenceSession } from "onnxruntime-node";
import type { NamedContent } from "../../artifacts/index.ts";
import { ENVIRONMENT, environmentFiles, PYTHON_VERSION } from "../environment-files.ts";
import type { ModelFiles } from "../model-files.ts";
import { type ModelSignature, type TensorField, tensorField } from "../signature.ts";
import { findOnnxRuntime, openSession } from "./onnx-runtime.ts";

/** An ONNX model to log. */
export interface OnnxModel {
  readonly flavor: "onnx";
  /** The bytes of the model, or the path of its file. */
  readonly model: Uint8Array | string;
  /** The files in which a large model keeps its tensors; they lie beside the model's file and go beside it. */
  readonly externalData?: readonly string[];
  /** What Python needs to serve it, as pip's requirements. Default: `onnx` and `onnxruntime`. */
  readonly pipRequirements?: readonly string[];
  /** The Python that serves it. Default: 3.11. */
  readonly pythonVersion?: string;
  /** ONNX Runtime's providers in Python, the best first. Default: CUDA, then the processor. */
  readonly providers?: readonly string[];
}

const DATA = "model.onnx";
const PROVIDERS = ["CUDAExecutionProvider", "CPUExecutionProvider"];

/**
 * The files and flavors of an ONNX model, which MLflow loads as `onnx` and `python_function`. Its signature is read from
 * the model when onnxruntime-node is installed.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a file that is not there, INVALID_PARAMETER_VALUE for what is no ONNX
 *   model
 */
export async function onnxFiles(given: OnnxModel): Promise<ModelFiles> {
  const { model, externalData = [], pythonVersion = PYTHON_VERSION } = given;
  const beside = externalData.map((file) => ({ path: path.basename(file), content: { file } }));
  const own: NamedContent[] = [{ path: DATA, content: typeof model === "string" ? { file: model } : model }, ...beside];
  for (const { content } of own) if ("file" in content) await checkFile(content.file);
  const packages = given.pipRequirements ?? ["onnx", "onnxruntime"];
  return {
    files: [...own, ...(await environmentFiles(packages, pythonVersion))],
    flavors: {
      onnx: {
        code: null,
        data: DATA,
        onnx_session_options: null,
        providers: given.providers ?? PROVIDERS,
      },
      python_function: {
        data: DATA,
        env: ENVIRONMENT,
        loader_module: "mlflow.onnx",
        python_version: pythonVersion,
      },
    },
    signature: await readSignature(model),
    exampleType: "ndarray",
  };
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw doesNotExist(`There is no file "${file}" of the model.`);
}

async function readSignature(model: Uint8Array | string): Promise<ModelSignature | undefined> {
  const runtime = await findOnnxRuntime();
  if (runtime === undefined) return undefined;
  const session = await openSession(runtime, model);
  try {
    const inputs = fieldsOf(session.inputMetadata);
    const outputs = fieldsOf(session.outputMetadata);
    // A signature without inputs says nothing that MLflow could check.
    return inputs && { inputs, ...(outputs && { outputs }) };
  } finally {
    await session.release();
  }
}

/** The names of types that NumPy calls differently, or by the same name. */
const DTYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      "float16",
      "float32",
      "float64",
      "int8",
      "int16",
      "int32",
      "int64",
      "uint8",
      "uint16",
      "uint32",
      "uint64",
      "bool",
    ].map((type) => [type, type]),
  ),
  string: "object",
};

/** Undefined when one of the values is no tensor, or of a type that MLflow has no word for. */
function fieldsOf(metadata: readonly InferenceSession.ValueMetadata[]): TensorField[] | undefined {
  const fields = metadata.flatMap((value) => {
    const dtype = value.isTensor ? DTYPES[value.type] : undefined;
    if (!value.isTensor || dtype === undefined) return [];
    const shape = value.shape.map((length) => (typeof length === "number" && length >= 0 ? length : -1));
    return [tensorField(value.name, dtype, shape)];
  });
  return fields.length === metadata.length ? fields : undefined;
}
