import type { NamedContent } from "../artifacts/index.ts";
import type { Flavors } from "./mlmodel.ts";
import type { ModelSignature } from "./signature.ts";

/** A model in the form in which it is saved. */
export interface ModelFiles {
  /** With paths inside the model's folder. */
  readonly files: readonly NamedContent[];
  readonly flavors: Flavors;
  /** What can be told of it from the model itself. */
  readonly signature?: ModelSignature | undefined;
  /** How the examples of its inputs are kept: as tensors or as any JSON. */
  readonly exampleType: "ndarray" | "json_object";
}
