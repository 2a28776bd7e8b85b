/** What is used of TensorFlow.js, whose packages for Node and for pure JavaScript are alike in it. */

/** A number of a training, which may still lie on the device. */
export type LoggedScalar = number | { data(): Promise<ArrayLike<number> | readonly string[]> };

/** The numbers of an epoch or batch by their names. */
export type Logs = Readonly<Record<string, LoggedScalar>>;

/** A place where a model takes or gives a tensor. */
export interface SymbolicTensor {
  readonly name: string;
  readonly dtype: string;
  /** The length of each dimension; null for any. */
  readonly shape: readonly (number | null)[];
}

/** A model as TensorFlow.js hands it to a handler that saves it. */
export interface ModelArtifacts {
  readonly modelTopology?: object;
  readonly weightSpecs?: readonly object[];
  readonly weightData?: ArrayBuffer | ArrayBuffer[];
  readonly trainingConfig?: object;
  readonly format?: string;
  readonly generatedBy?: string;
  readonly convertedBy?: string | null;
  readonly userDefinedMetadata?: object;
}

/** What a handler says of a model that it saved. */
export interface SaveResult {
  readonly modelArtifactsInfo: { readonly dateSaved: Date; readonly modelTopologyType: "JSON" };
}

/** A model that is trained. */
export interface LayersModel {
  readonly name: string;
  readonly optimizer: { getClassName(): string; getConfig(): object | null };
  readonly loss: unknown;
  readonly layers: readonly { getClassName(): string }[];
  readonly inputs: readonly SymbolicTensor[];
  readonly outputs: readonly SymbolicTensor[];
  countParams(): number;
  summary(lineLength?: number, positions?: number[], printFn?: (line?: string) => void): void;
  save(handler: { save(artifacts: ModelArtifacts): Promise<SaveResult> }): Promise<unknown>;
}

/** The base class of callbacks. */
export interface Callback {
  /** How `fit` was called. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly model: LayersModel;
}
