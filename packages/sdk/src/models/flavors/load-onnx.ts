import { invalidParameter } from "@millrace/contract";
import type { InferenceSession, OnnxValue } from "onnxruntime-node";
import { type OnnxRuntime, onnxRuntime, openSession } from "./onnx-runtime.ts";
import { type Tensor, type TensorData, type TensorInput, toTensor } from "./tensor.ts";

/** What the inputs of an ONNX model are: tensors by name; one alone where the model has only one input. */
export type OnnxInputs = TensorInput | Readonly<Record<string, TensorInput>>;

/** An opened ONNX model. */
export interface OnnxPredictor {
  predict(inputs: unknown): Promise<Readonly<Record<string, Tensor>>>;
  close(): Promise<void>;
}

/**
 * Opens an ONNX model for predictions.
 * @throws MillraceError NOT_IMPLEMENTED when onnxruntime-node is not installed, INVALID_PARAMETER_VALUE for a file that
 *   it can't open
 */
export async function loadOnnx(file: string): Promise<OnnxPredictor> {
  const runtime = await onnxRuntime();
  const session = await openSession(runtime, file);
  return {
    predict: (inputs) => predict(runtime, session, inputs),
    close: () => session.release(),
  };
}

async function predict(
  runtime: OnnxRuntime,
  session: InferenceSession,
  inputs: unknown,
): Promise<Readonly<Record<string, Tensor>>> {
  const feeds: Record<string, OnnxValue> = {};
  for (const [name, input] of Object.entries(named(session, inputs))) {
    const { type, dims, data } = toTensor(name, typeOf(session, name), input);
    feeds[name] = tensorOf(runtime, type, data, dims);
  }
  const outputs = await run(session, feeds);
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, resultOf(name, value)]));
}

async function run(session: InferenceSession, feeds: Record<string, OnnxValue>): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run(feeds);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The ONNX model can't predict from these inputs: ${reason}`);
  }
}

/** The inputs by name; every one of the model's, and no other. */
function named(session: InferenceSession, inputs: unknown): Readonly<Record<string, TensorInput>> {
  const names = session.inputNames;
  const [first = ""] = names;
  const given = isAlone(inputs) ? { [first]: inputs } : inputs;
  const isComplete =
    isRecord(given) && Object.keys(given).length === names.length && names.every((name) => name in given);
  if (isComplete) return given;
  throw invalidParameter(`The model takes the inputs ${names.join(", ")}; give a tensor for each by its name.`);
}

function isAlone(inputs: unknown): inputs is TensorInput {
  if (typeof inputs !== "object" || inputs === null) return inputs !== undefined && inputs !== null;
  return Array.isArray(inputs) || ArrayBuffer.isView(inputs) || ("dims" in inputs && Array.isArray(inputs.dims));
}

function isRecord(value: unknown): value is Readonly<Record<string, TensorInput>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((one) => one !== undefined && one !== null)
  );
}

function typeOf(session: InferenceSession, name: string): string {
  const metadata = session.inputMetadata.find((one) => one.name === name);
  if (metadata?.isTensor === true) return metadata.type;
  throw invalidParameter(`The model's input '${name}' is no tensor, and others can't be given from JavaScript.`);
}

function tensorOf(runtime: OnnxRuntime, type: string, data: TensorData, dims: readonly number[]): OnnxValue {
  // The name of the type comes from the runtime itself.
  return new runtime.Tensor(type as "float32", data as Float32Array, dims);
}

function resultOf(name: string, value: OnnxValue): Tensor {
  if (!("dims" in value))
    throw invalidParameter(`The model's output '${name}' is no tensor, which JavaScript can't read.`);
  return { type: value.type, dims: value.dims, data: value.data };
}
