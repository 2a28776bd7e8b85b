import type { Dtype, NdArray } from "../../signature/index.ts";

/** An input of an ONNX model; a text in its shape names a length that is free. */
export interface OnnxInput {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly (number | string)[];
}

/** What an ONNX model gives for one of its outputs. */
export interface OnnxOutput extends NdArray {
  readonly name: string;
}

/** The tensors that an ONNX model is run with, by the names of its inputs. */
export type Feeds = Readonly<Record<string, NdArray>>;

/** An opened ONNX model. */
export interface OnnxModel {
  readonly inputs: readonly OnnxInput[];
  readonly outputs: readonly OnnxOutputInfo[];
  /**
   * Runs the model once.
   * @throws MillraceError INVALID_PARAMETER_VALUE for inputs that it fails with
   */
  run(feeds: Feeds): Promise<readonly OnnxOutput[]>;
  close(): Promise<void>;
}

/** What is known of an output before the model is run. */
export interface OnnxOutputInfo {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  /** What the columns stand for, when Python would get an object by these names for every row. */
  readonly keys?: readonly string[] | undefined;
}
