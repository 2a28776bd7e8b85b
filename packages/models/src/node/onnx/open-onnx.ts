import { readFile, stat } from "node:fs/promises";
import { invalidParameter } from "@millrace/contract";
import { onnxRuntime, openSession, type OnnxRuntime, type OnnxSession, type OnnxTensor } from "millrace/onnx";
import { type Dtype, isNumeric, type NdArray, type Values } from "../../signature/index.ts";
import type { Feeds, OnnxInput, OnnxModel, OnnxOutput, OnnxOutputInfo } from "./onnx-model.ts";
import { sessionOptions } from "./session-options.ts";
import { withoutMaps } from "./zip-map.ts";

/** Models up to this size may end in maps, which are taken off; networks never do. Bytes. */
const MAX_EDITED = 64 * 1024 * 1024;

/**
 * Opens an ONNX model.
 * @param settings of the session, as MLflow keeps them with the model
 * @throws MillraceError NOT_IMPLEMENTED when onnxruntime-node is not installed or the model gives or takes what is no
 *   tensor, INVALID_PARAMETER_VALUE for a file that is no ONNX model
 */
export async function openOnnx(file: string, settings: unknown): Promise<OnnxModel> {
  const runtime = await onnxRuntime();
  const { size } = await stat(file);
  const edited = size <= MAX_EDITED ? withoutMaps(await readFile(file)) : undefined;
  const options = sessionOptions(settings, size);
  const session = await openSession(runtime, edited?.model ?? file, options);
  try {
    return modelOf(runtime, session, edited?.keys ?? new Map());
  } catch (error) {
    await session.release();
    throw error;
  }
}

type Keys = ReadonlyMap<string, { readonly name: string; readonly keys: readonly string[] }>;

function modelOf(runtime: OnnxRuntime, session: OnnxSession, keys: Keys): OnnxModel {
  const inputs = session.inputMetadata.map((value): OnnxInput => {
    if (!value.isTensor) throw invalidParameter(`The ONNX model's input ${value.name} is no tensor.`);
    return { name: value.name, dtype: dtypeOf(value.type), shape: value.shape };
  });
  const outputs = session.outputMetadata.map((value): OnnxOutputInfo => {
    if (!value.isTensor) throw invalidParameter(`The ONNX model's output ${value.name} is no tensor.`);
    const mapped = keys.get(value.name);
    return { name: mapped?.name ?? value.name, shape: value.shape, keys: mapped?.keys };
  });
  const run = async (feeds: Feeds): Promise<OnnxOutput[]> => {
    const given: Record<string, OnnxTensor> = {};
    for (const name in feeds) given[name] = tensorOf(runtime, feeds[name]);
    const results = await runSession(session, given);
    return session.outputNames.map((name, at) => {
      const value = results[name];
      if (value === undefined || !("dims" in value)) throw invalidParameter(`The model's output ${name} is no tensor.`);
      return outputOf(outputs[at]?.name ?? name, value);
    });
  };
  return { inputs, outputs, run, close: () => session.release() };
}

async function runSession(session: OnnxSession, feeds: Record<string, OnnxTensor>): ReturnType<OnnxSession["run"]> {
  try {
    return await session.run(feeds);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The ONNX model can't predict from these inputs: ${reason}`);
  }
}

function dtypeOf(type: string): Dtype {
  if (type === "string") return "str";
  return isNumeric(type) ? type : "object";
}

function tensorOf(runtime: OnnxRuntime, array: NdArray | undefined): OnnxTensor {
  const { dtype, shape, values } = array ?? { dtype: "float32", shape: [0], values: new Float32Array() };
  const type = dtype === "str" ? "string" : dtype;
  // Type and values belong together, since the runtime itself named the type.
  const tensor = new runtime.Tensor(type as "float32", values as Float32Array, shape);
  // The runtime reads halves as integers of 16 bits, though its own tensors keep them otherwise.
  if (values instanceof Float16Array) Object.defineProperty(tensor, "data", { value: bitsOf(values) });
  return tensor;
}

function bitsOf(values: Float16Array): Uint16Array {
  return new Uint16Array(values.buffer, values.byteOffset, values.length);
}

function outputOf(name: string, { type, dims, data }: OnnxTensor): OnnxOutput {
  const dtype = dtypeOf(type);
  const isRawHalf = dtype === "float16" && data instanceof Uint16Array;
  const values = isRawHalf ? new Float16Array(data.buffer, data.byteOffset, data.length) : data;
  // Texts come as a list of strings, numbers in the typed array of their type.
  return { name, dtype, shape: dims, values: values as Values };
}
