import { invalidParameter, showValue } from "@millrace/contract";
import { floatJson, isObject, type Json, Real, textJson, valueJson } from "../../signature/index.ts";

/** The types of values that the V2 protocol knows and a request here may have. */
export const DATATYPES = [
  "BOOL",
  "INT8",
  "INT16",
  "INT32",
  "INT64",
  "UINT8",
  "UINT16",
  "UINT32",
  "UINT64",
  "FP32",
  "FP64",
  "BYTES",
] as const;

/** A type of values by its name. */
export type Datatype = (typeof DATATYPES)[number];

/** A tensor of the V2 protocol, its values as they are written in JSON. */
export interface V2Tensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  /** As JSON, the last dimension fastest. */
  readonly values: readonly string[];
}

const MAX_DIMENSIONS = 64;

/** Whether it is the name of a type. */
export function isDatatype(name: unknown): name is Datatype {
  return DATATYPES.some((datatype) => datatype === name);
}

/**
 * Reads a tensor of a request.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function readTensor(input: Json): V2Tensor {
  if (!isObject(input)) throw invalidParameter("Each of the inputs has to be an object.");
  const { name, datatype, shape, data } = input;
  if (typeof name !== "string" || name === "") throw invalidParameter("An input has no name.");
  const at = `The input ${showValue(name)}`;
  if (!isDatatype(datatype)) throw invalidParameter(`${at} has no datatype of ${DATATYPES.join(", ")}.`);
  if (!Array.isArray(shape) || shape.length > MAX_DIMENSIONS || !shape.every(isLength)) {
    throw invalidParameter(`${at} has no shape, which is a list of lengths.`);
  }
  if (!Array.isArray(data)) throw invalidParameter(`${at} has no list of data.`);
  const values: string[] = [];
  collect(data, (value) => values.push(literalOf(value, datatype, at)));
  const count = shape.reduce((product, length) => product * length, 1);
  if (values.length !== count) {
    throw invalidParameter(`${at} has ${values.length} values, which is not the shape [${shape.join(", ")}].`);
  }
  return { name, datatype, shape, values };
}

function isLength(length: Json): length is number {
  return typeof length === "number" && Number.isSafeInteger(length) && length >= 0;
}

/** Data may be flat, or lists within lists. */
function collect(data: readonly Json[], add: (value: Json) => void): void {
  for (const value of data) {
    if (Array.isArray(value)) collect(value, add);
    else add(value);
  }
}

function literalOf(value: Json, datatype: Datatype, at: string): string {
  if (datatype === "BYTES") {
    if (typeof value === "string") return textJson(value);
  } else if (datatype === "BOOL") {
    if (typeof value === "boolean") return String(value);
  } else if (datatype.startsWith("FP")) {
    const number = value instanceof Real ? value.value : value;
    if (number === null) return "NaN";
    if (typeof number === "number" || typeof number === "bigint") return floatJson(Number(number));
  } else if (isWithin(value, datatype)) return valueJson(value);
  const shown = value instanceof Real ? value.value : value;
  throw invalidParameter(`${at} is of type ${datatype}, which ${showValue(shown)} is not.`);
}

const BITS = /\d+$/;

function isWithin(value: Json, datatype: Datatype): boolean {
  if (typeof value !== "bigint" && (typeof value !== "number" || !Number.isInteger(value))) return false;
  const bits = BigInt(BITS.exec(datatype)?.[0] ?? 64);
  const isUnsigned = datatype.startsWith("U");
  const end = 1n << (isUnsigned ? bits : bits - 1n);
  return BigInt(value) >= (isUnsigned ? 0n : -end) && BigInt(value) < end;
}

/** The values as lists within lists, as JSON. */
export function nestedJson({ shape, values }: V2Tensor): string {
  const build = (depth: number, from: number, count: number): string => {
    const length = shape[depth];
    if (length === undefined) return values[from] ?? "null";
    const each = length === 0 ? 0 : count / length;
    return `[${Array.from({ length }, (_, at) => build(depth + 1, from + at * each, each)).join(", ")}]`;
  };
  return build(0, 0, values.length);
}
