import { invalidParameter, parseJson } from "@millrace/contract";

/** A named array of numbers, texts or truth values that a model takes or gives, as MLflow writes it. */
export interface TensorField {
  readonly type: "tensor";
  readonly name?: string;
  /** `dtype` is NumPy's name of the type, such as `float32`; -1 in the shape stands for any length. */
  readonly "tensor-spec": { readonly dtype: string; readonly shape: readonly number[] };
}

/** A column of a table that a model takes or gives, as MLflow writes it. */
export interface ColumnField {
  /** Such as `double`, `long`, `string`, `boolean`, `datetime`, `array`, `object`. */
  readonly type: string;
  readonly name?: string;
  /** Default: true. */
  readonly required?: boolean;
  /** Of an array. */
  readonly items?: object;
  /** Of an object. */
  readonly properties?: object;
}

/** A setting that a prediction takes besides its input. */
export interface ParamField {
  readonly name: string;
  readonly type: string;
  readonly default: unknown;
  /** `[-1]` for a list. */
  readonly shape?: readonly number[] | null;
}

/** What a model takes and gives: either tensors or columns, and settings of a prediction. */
export interface ModelSignature {
  readonly inputs?: readonly (TensorField | ColumnField)[];
  readonly outputs?: readonly (TensorField | ColumnField)[];
  readonly params?: readonly ParamField[];
}

/** A tensor of a signature. */
export function tensorField(name: string, dtype: string, shape: readonly number[]): TensorField {
  return { name, type: "tensor", "tensor-spec": { dtype, shape } };
}

/** A signature as the MLmodel file has it: each part JSON text, or null. */
export function formatSignature({ inputs, outputs, params }: ModelSignature): Readonly<Record<string, string | null>> {
  const text = (fields: readonly object[] | undefined): string | null =>
    fields === undefined ? null : JSON.stringify(fields);
  const settings = params?.map((param) => ({ ...param, shape: param.shape ?? null }));
  return { inputs: text(inputs?.map(withRequired)), outputs: text(outputs?.map(withRequired)), params: text(settings) };
}

function withRequired(field: TensorField | ColumnField): object {
  return field.type === "tensor" ? field : { ...field, required: !("required" in field) || field.required !== false };
}

/**
 * Reads the signature of an MLmodel file; undefined when it has none.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no signature
 */
export function parseSignature(value: unknown): ModelSignature | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") throw wrongSignature();
  const parts: { readonly inputs?: unknown; readonly outputs?: unknown; readonly params?: unknown } = value;
  const inputs = listOf(parts.inputs, isField);
  const outputs = listOf(parts.outputs, isField);
  const params = listOf(parts.params, isParam);
  return { ...(inputs && { inputs }), ...(outputs && { outputs }), ...(params && { params }) };
}

/** Reads one part, which is JSON text, a list or null. */
function listOf<Item>(part: unknown, isItem: (item: unknown) => item is Item): readonly Item[] | undefined {
  if (part === undefined || part === null) return undefined;
  const items = typeof part === "string" ? parsed(part) : part;
  const isList = (list: unknown): list is readonly Item[] => Array.isArray(list) && list.every(isItem);
  if (isList(items)) return items;
  throw wrongSignature();
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function isField(field: unknown): field is TensorField | ColumnField {
  if (typeof field !== "object" || field === null || !("type" in field) || typeof field.type !== "string") return false;
  return field.type !== "tensor" || ("tensor-spec" in field && isTensorSpec(field["tensor-spec"]));
}

function isParam(param: unknown): param is ParamField {
  return isField(param) && "name" in param && typeof param.name === "string" && "default" in param;
}

function isTensorSpec(spec: unknown): boolean {
  if (typeof spec !== "object" || spec === null || !("dtype" in spec) || !("shape" in spec)) return false;
  const { dtype, shape } = spec;
  return typeof dtype === "string" && Array.isArray(shape) && shape.every((length) => Number.isInteger(length));
}

function wrongSignature(): Error {
  return invalidParameter("The signature in the MLmodel file is not one that MLflow writes.");
}
