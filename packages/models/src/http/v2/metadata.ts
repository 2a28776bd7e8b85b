import { PROTOCOL_VERSION } from "@millrace/contract";
import type { ColumnField, ModelDocument, TensorField } from "millrace/models";
import { datatypeOf, shapeOf } from "./datatypes.ts";

/** What the server says of itself. */
export const SERVER_METADATA = JSON.stringify({ name: "millrace", version: PROTOCOL_VERSION, extensions: [] });

/** What the server says of the model: its inputs and outputs by the signature. */
export function modelMetadata(name: string, version: string | undefined, model: ModelDocument): string {
  const { signature, flavors } = model;
  return JSON.stringify({
    name,
    ...(version !== undefined && { versions: [version] }),
    platform: platformOf(Object.keys(flavors)),
    inputs: tensorsOf(signature?.inputs, "input"),
    outputs: tensorsOf(signature?.outputs, "output"),
  });
}

function platformOf(flavors: readonly string[]): string {
  return flavors.includes("onnx")
    ? "onnx_onnxv1"
    : `mlflow_${flavors.find((one) => one !== "python_function") ?? "model"}`;
}

function tensorsOf(fields: readonly (TensorField | ColumnField)[] | undefined, prefix: string): object[] {
  return (fields ?? []).map((field, at) => ({
    name: field.name ?? `${prefix}-${at + 1}`,
    datatype: datatypeOf(field),
    shape: shapeOf(field),
  }));
}
