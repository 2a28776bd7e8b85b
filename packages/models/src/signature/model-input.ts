import type { Frame } from "./frame.ts";
import type { Json } from "./json.ts";
import type { NdArray } from "./nd-array.ts";

/** An array, or a single value, which NumPy tells from an array without dimensions. */
export interface Cell extends NdArray {
  readonly isScalar: boolean;
}

/** The inputs of a request, in one of the forms that MLflow brings them into. */
export type ModelInput =
  | { readonly kind: "frame"; readonly frame: Frame }
  | { readonly kind: "array"; readonly array: NdArray }
  | { readonly kind: "scalar"; readonly array: NdArray }
  | { readonly kind: "named"; readonly arrays: ReadonlyMap<string, Cell> }
  | { readonly kind: "records"; readonly records: readonly ReadonlyMap<string, Cell>[] }
  | { readonly kind: "raw"; readonly value: Json };
