import { invalidParameter } from "@millrace/contract";
import { castValue } from "./cast.ts";
import type { Dtype } from "./dtype.ts";
import { isObject, type Json, Real } from "./json.ts";
import { allocate, countOf, type NdArray, put } from "./nd-array.ts";

/** NumPy's limit. */
const MAX_DIMENSIONS = 64;

/**
 * Lists within lists as an array, as NumPy makes it from Python's lists.
 * @param dtype default: what the values are
 * @throws MillraceError INVALID_PARAMETER_VALUE for lists of different lengths and values that the type can't hold
 */
export function toArray(data: Json, dtype: Dtype | undefined): NdArray {
  const shape = shapeOf(data);
  if (dtype === "object") shape.length = evenDepth(data, shape);
  const known = dtype ?? inferred(data, shape);
  const array = { dtype: known, shape, values: allocate(known, countOf(shape)) };
  fill(data, array, 0, 0);
  return array;
}

function shapeOf(data: Json): number[] {
  const shape: number[] = [];
  for (let inner: Json | undefined = data; Array.isArray(inner); [inner] = inner) {
    if (shape.length === MAX_DIMENSIONS) throw invalidParameter("The lists lie too deep within each other.");
    shape.push(inner.length);
  }
  return shape;
}

/** How many of the dimensions all lists share; what lies below are lists as values. */
function evenDepth(data: Json, shape: readonly number[]): number {
  let level: Json[] = [data];
  for (const [depth, length] of shape.entries()) {
    if (!level.every((list) => Array.isArray(list) && list.length === length)) return depth;
    level = level.flatMap((list) => (Array.isArray(list) ? list : []));
  }
  return level.some(Array.isArray) ? shape.length - 1 : shape.length;
}

/** Writes the values below a list, and gives the place after the last one. */
function fill(data: Json, array: NdArray, depth: number, from: number): number {
  const { dtype, shape, values } = array;
  const length = shape[depth];
  if (length === undefined) {
    if (Array.isArray(data) && dtype !== "object") throw uneven();
    put(values, from, castValue(data, dtype));
    return from + 1;
  }
  if (!Array.isArray(data) || data.length !== length) throw uneven();
  let at = from;
  const isPlain = depth === shape.length - 1 && (values instanceof Float32Array || values instanceof Float64Array);
  for (const inner of data) {
    if (isPlain && typeof inner === "number") values[at++] = inner;
    else at = fill(inner, array, depth + 1, at);
  }
  return at;
}

function uneven(): Error {
  return invalidParameter("The lists have different lengths; a tensor is rectangular.");
}

/** What the values are, the type that holds them all. */
function inferred(data: Json, shape: readonly number[]): Dtype {
  const seen = new Sorts();
  const look = (value: Json): void => {
    if (Array.isArray(value)) for (const inner of value) look(inner);
    else seen.add(value);
  };
  look(data);
  return countOf(shape) === 0 ? "float64" : seen.dtype();
}

const INT64_END = 2n ** 63n;
const UINT64_END = 2n ** 64n;

/** Which sorts of values there are among many. */
export class Sorts {
  bool = false;
  int = false;
  float = false;
  text = false;
  none = false;
  other = false;
  #least = 0n;
  #most = 0n;
  #isSmall = false;

  add(value: Json): void {
    if (typeof value === "number") {
      // A larger integer is a bigint.
      if (Number.isSafeInteger(value)) this.int = this.#isSmall = true;
      else this.float = true;
    } else if (typeof value === "boolean") this.bool = true;
    else if (typeof value === "string") this.text = true;
    else if (value === null) this.none = true;
    else if (value instanceof Real) this.float = true;
    else if (typeof value === "bigint") this.#addBig(value);
    else this.other ||= isObject(value) || Array.isArray(value);
  }

  #addBig(value: bigint): void {
    this.int = true;
    if (value < this.#least) this.#least = value;
    if (value > this.#most) this.#most = value;
    if (value < INT64_END) this.#isSmall = true;
  }

  /** The type of an array of them, as NumPy finds it. */
  dtype(): Dtype {
    if (this.other || this.none) return "object";
    if (this.text) return "str";
    if (this.float) return "float64";
    if (!this.int) return "bool";
    const dtype = this.integers();
    // NumPy finds a type for each integer first, and floats hold both.
    return this.#most >= INT64_END && this.#isSmall && this.#most < UINT64_END ? "float64" : dtype;
  }

  /** The type that holds all of the integers, as pandas finds it. */
  integers(): Dtype {
    if (this.#least < -INT64_END || this.#most >= UINT64_END) return "object";
    if (this.#most < INT64_END) return "int64";
    return this.#least < 0n ? "object" : "uint64";
  }
}
