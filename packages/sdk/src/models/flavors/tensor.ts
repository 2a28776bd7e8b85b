import { invalidParameter } from "@millrace/contract";

/** The values of a tensor, the last dimension fastest. */
export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | readonly string[];

/** A tensor as ONNX models give it. */
export interface Tensor {
  /** Such as `float32`, `int64`, `bool`, `string`. */
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

/** A list, or a list of lists and so on, of the values of a tensor. */
export type Nested = number | bigint | boolean | string | readonly Nested[];

/** A tensor as ONNX models take it: with its shape, or as nested lists; a typed array alone has one dimension. */
export type TensorInput = Nested | TensorData | { readonly dims: readonly number[]; readonly data: TensorData };

type Value = number | bigint | boolean | string;

const TYPES = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  bool: Uint8Array,
} as const;

const BIG_TYPES = { int64: BigInt64Array, uint64: BigUint64Array } as const;

/**
 * Reads a tensor that a caller gave for an input.
 * @param type of the model's input
 * @throws MillraceError INVALID_PARAMETER_VALUE for lists of different lengths, and values that the type can't hold
 */
export function toTensor(name: string, type: string, input: TensorInput): Tensor {
  const { dims, values } = flatOf(name, input);
  const size = dims.reduce((product, length) => product * length, 1);
  if (values.length !== size) {
    throw invalidParameter(
      `The input '${name}' has ${values.length} values, which is not the shape [${dims.join(", ")}].`,
    );
  }
  return { type, dims, data: typed(name, type, values) };
}

function flatOf(
  name: string,
  input: TensorInput,
): { readonly dims: readonly number[]; readonly values: TensorData | readonly Value[] } {
  if (typeof input !== "object") return { dims: [], values: [input] };
  if (ArrayBuffer.isView(input)) return { dims: [input.length], values: input };
  if ("dims" in input) return { dims: input.dims, values: input.data };
  const dims = shapeOf(input);
  const values: Value[] = [];
  collect(name, input, dims, values);
  return { dims, values };
}

function shapeOf(list: Nested): number[] {
  const dims: number[] = [];
  for (let inner: Nested | undefined = list; typeof inner === "object"; [inner] = inner) dims.push(inner.length);
  return dims;
}

function collect(name: string, list: Nested, dims: readonly number[], into: Value[]): void {
  const [length, ...below] = dims;
  if (typeof list !== "object") {
    if (length === undefined) return void into.push(list);
  } else if (length === list.length) {
    for (const inner of list) collect(name, inner, below, into);
    return;
  }
  throw invalidParameter(`The lists of the input '${name}' have different lengths; a tensor is rectangular.`);
}

function typed(name: string, type: string, values: TensorData | readonly Value[]): TensorData {
  if (type === "string") return Array.from(values, String);
  if (isKey(TYPES, type)) {
    const Kind = TYPES[type];
    if (values instanceof Kind && type !== "bool") return values;
    return Kind.from(Array.from<Value, number>(values, (value) => numberOf(name, type, value)));
  }
  if (isKey(BIG_TYPES, type)) {
    const Kind = BIG_TYPES[type];
    return values instanceof Kind ? values : Kind.from(Array.from(values, (value) => bigOf(name, type, value)));
  }
  if (ArrayBuffer.isView(values)) return values;
  throw invalidParameter(`The input '${name}' is of type ${type}; give it as a typed array with its dims.`);
}

function isKey<Keys extends object>(record: Keys, key: string): key is Extract<keyof Keys, string> {
  return Object.hasOwn(record, key);
}

function numberOf(name: string, type: keyof typeof TYPES, value: Value): number {
  const number = typeof value === "string" ? Number.NaN : Number(value);
  if (type === "bool" && typeof value !== "string") return Number(number !== 0);
  if (type.startsWith("float") ? typeof value !== "string" : fits(TYPES[type], number)) return number;
  throw wrongValue(name, type, value);
}

/** Whether a number stays as it is in a typed array. */
function fits(Kind: (typeof TYPES)[keyof typeof TYPES], number: number): boolean {
  return Kind.of(number)[0] === number;
}

function bigOf(name: string, type: keyof typeof BIG_TYPES, value: Value): bigint {
  const isWhole = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
  const big = isWhole ? BigInt(value) : undefined;
  if (big !== undefined && BIG_TYPES[type].of(big)[0] === big) return big;
  throw wrongValue(name, type, value);
}

function wrongValue(name: string, type: string, value: Value): Error {
  return invalidParameter(`The input '${name}' is of type ${type}, which can't hold ${JSON.stringify(String(value))}.`);
}

/** The values of a tensor as nested lists, truth values as such; a single value for a tensor without dimensions. */
export function toNested({ type, dims, data }: Tensor): Nested {
  const values: readonly Value[] = type === "bool" ? Array.from(data, Boolean) : Array.from<Value>(data);
  const build = (depth: number, from: number, count: number): Nested => {
    const length = dims[depth];
    if (length === undefined) return values[from] ?? 0;
    const each = length === 0 ? 0 : count / length;
    return Array.from({ length }, (_, at) => build(depth + 1, from + at * each, each));
  };
  return build(0, 0, values.length);
}
