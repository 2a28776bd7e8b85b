import type { ColumnField, ModelSignature, TensorField } from "millrace/models";
import { type Dtype, dtypeOf } from "./dtype.ts";

/** A column that a model takes. */
export interface ColumnSpec {
  /** Its place when the signature names none. */
  readonly name: string | number;
  readonly required: boolean;
  /** The word of the signature, such as `double`, `string`, `datetime` or `array`. */
  readonly type: string;
  /** The type of its values; undefined for lists and objects. */
  readonly dtype: Dtype | undefined;
  readonly field: ColumnField;
}

/** A tensor that a model takes. */
export interface TensorSpec {
  readonly name: string | undefined;
  readonly dtype: Dtype;
  /** -1 stands for any length. */
  readonly shape: readonly number[];
}

/** What a model takes, as its signature says it. */
export type Schema =
  | { readonly kind: "columns"; readonly isNamed: boolean; readonly columns: readonly ColumnSpec[] }
  | { readonly kind: "tensors"; readonly isNamed: boolean; readonly tensors: readonly TensorSpec[] };

const TYPES: Readonly<Record<string, Dtype>> = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
  string: "str",
};

/** What a signature says of the inputs; undefined when it says nothing. */
export function schemaOf(signature: ModelSignature | undefined): Schema | undefined {
  const inputs = signature?.inputs;
  if (inputs === undefined || inputs.length === 0) return undefined;
  const isNamed = inputs.every(({ name }) => name !== undefined);
  const tensors = inputs.filter(isTensor);
  if (tensors.length === inputs.length) {
    return { kind: "tensors", isNamed, tensors: tensors.map(tensorSpec) };
  }
  const columns = inputs.filter((field) => !isTensor(field));
  return { kind: "columns", isNamed, columns: columns.map(columnSpec) };
}

function isTensor(field: TensorField | ColumnField): field is TensorField {
  return "tensor-spec" in field;
}

function tensorSpec({ name, "tensor-spec": { dtype, shape } }: TensorField): TensorSpec {
  return { name, dtype: dtypeOf(dtype), shape };
}

function columnSpec(field: ColumnField, at: number): ColumnSpec {
  const { name = at, required = true, type } = field;
  return { name, required, type, dtype: TYPES[type], field };
}
