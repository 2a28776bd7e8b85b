/** NumPy's types of values, as far as a model can meet them. */
export const TYPED = {
  bool: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float16: Float16Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** The name of a type whose values are numbers or truth values. */
export type NumericType = keyof typeof TYPED;

/** The name of a type: `str` for text alone, `object` for anything. */
export type Dtype = NumericType | "str" | "object";

/** What kind of values a type has. */
export type Kind = "bool" | "int" | "uint" | "float" | "str" | "object";

/** Whether a type's values lie in a typed array. */
export function isNumeric(dtype: string): dtype is NumericType {
  return Object.hasOwn(TYPED, dtype);
}

/** The kind of a type. */
export function kindOf(dtype: Dtype): Kind {
  if (dtype === "bool" || dtype === "str" || dtype === "object") return dtype;
  if (dtype.startsWith("float")) return "float";
  return dtype.startsWith("u") ? "uint" : "int";
}

/** Bytes of a value; 0 for texts and objects. */
export function sizeOf(dtype: Dtype): number {
  return isNumeric(dtype) ? TYPED[dtype].BYTES_PER_ELEMENT : 0;
}

/** The type of NumPy that a word of a signature stands for. */
export function dtypeOf(word: string): Dtype {
  if (isNumeric(word)) return word;
  return word === "str" || /^<?U\d*$/.test(word) ? "str" : "object";
}
