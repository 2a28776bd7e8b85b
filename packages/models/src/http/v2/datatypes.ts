import type { ColumnField, TensorField } from "millrace/models";
import type { Datatype } from "./tensor.ts";

const BY_WORD: Readonly<Record<string, Datatype>> = {
  boolean: "BOOL",
  bool: "BOOL",
  integer: "INT32",
  int8: "INT8",
  int16: "INT16",
  int32: "INT32",
  int64: "INT64",
  long: "INT64",
  uint8: "UINT8",
  uint16: "UINT16",
  uint32: "UINT32",
  uint64: "UINT64",
  float16: "FP32",
  float32: "FP32",
  float: "FP32",
  float64: "FP64",
  double: "FP64",
};

/** The type of the V2 protocol for a field of a signature; what has none is sent as text. */
export function datatypeOf(field: TensorField | ColumnField): Datatype {
  const word = "tensor-spec" in field ? field["tensor-spec"].dtype : field.type;
  return BY_WORD[word] ?? "BYTES";
}

/** The shape of a field of a signature; -1 stands for any length. */
export function shapeOf(field: TensorField | ColumnField): readonly number[] {
  return "tensor-spec" in field ? field["tensor-spec"].shape : [-1];
}
