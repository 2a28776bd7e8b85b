import type {
  Caller,
  Encoded,
  endpoints,
  Int64,
  ModelEventKind,
  ModelPointers,
  ModelSource,
  ModelTag,
  ModelVersion,
  RegisteredModel,
  ResolvedModel,
  ResponseOf,
  Stage,
} from "@millrace/contract";

/** One page of a search in the registry. */
export interface RegistryQuery {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly maxResults: number;
  readonly pageToken: string | undefined;
}

/** Registered models with their tags and aliases. Every change is kept in the history with its caller. */
export interface RegisteredModelStore {
  create(
    model: { name: string; description: string | undefined; tags: readonly ModelTag[] },
    caller: Caller,
  ): Promise<RegisteredModel>;
  get(name: string): Promise<RegisteredModel>;
  /** Without a description the model has none afterwards. */
  describe(name: string, description: string | undefined, caller: Caller): Promise<RegisteredModel>;
  rename(name: string, newName: string, caller: Caller): Promise<RegisteredModel>;
  /** For good, with all versions; the history stays. */
  delete(name: string, caller: Caller): Promise<void>;
  setTag(name: string, tag: ModelTag, caller: Caller): Promise<void>;
  deleteTag(name: string, key: string, caller: Caller): Promise<void>;
  setAlias(name: string, alias: string, version: number, caller: Caller): Promise<void>;
  deleteAlias(name: string, alias: string, caller: Caller): Promise<void>;
  search(query: RegistryQuery): Promise<Encoded<ResponseOf<typeof endpoints.registeredModels.search>>>;
}

/** A version to be created. Its run and logged model may be unknown: "". */
export interface NewModelVersion {
  readonly name: string;
  readonly source: ModelSource;
  readonly runId: string;
  readonly modelId: string;
  readonly runLink: string;
  readonly description: string;
  readonly tags: readonly ModelTag[];
}

/** Names a version: its model and number. */
export interface VersionRef {
  readonly name: string;
  readonly version: number;
}

/** Versions of registered models. Every change is kept in the history with its caller. */
export interface ModelVersionStore {
  /**
   * Gives the version the next number of its model. A source that is another version is resolved, and its run taken over.
   * @throws MillraceError RESOURCE_ALREADY_EXISTS for a version name that another version of the model has
   */
  create(version: NewModelVersion, caller: Caller): Promise<ModelVersion>;
  get(ref: VersionRef): Promise<ModelVersion>;
  /** @throws MillraceError INVALID_PARAMETER_VALUE for an alias that the model doesn't have */
  getByAlias(name: string, alias: string): Promise<ModelVersion>;
  /**
   * The newest version of each stage, or of the named ones; a version's own name stands for that version.
   * @throws MillraceError INVALID_PARAMETER_VALUE for text that is neither
   */
  latest(name: string, stages: readonly string[]): Promise<ModelVersion[]>;
  /** Without a description the version has none afterwards. */
  describe(ref: VersionRef, description: string | undefined, caller: Caller): Promise<ModelVersion>;
  /** Takes the aliases that point to the version along; its number and name stay known to the history only. */
  delete(ref: VersionRef, caller: Caller): Promise<void>;
  transition(
    ref: VersionRef,
    to: { readonly stage: Stage; readonly archiveOthers: boolean },
    caller: Caller,
  ): Promise<ModelVersion>;
  setTag(ref: VersionRef, tag: ModelTag, caller: Caller): Promise<void>;
  deleteTag(ref: VersionRef, key: string, caller: Caller): Promise<void>;
  /** Where the files are: a URI of a store, or a `runs:` URI. */
  downloadUri(ref: VersionRef): Promise<string>;
  search(query: RegistryQuery): Promise<Encoded<ResponseOf<typeof endpoints.modelVersions.search>>>;
}

/** Which part of a model's history is asked for. */
export interface TimelineQuery {
  readonly version: number | undefined;
  /** None named means all. */
  readonly kinds: readonly ModelEventKind[];
  readonly maxResults: number;
  readonly pageToken: string | undefined;
}

/** Where an alias or a stage is to point: at a version, or wherever it pointed after an event. */
export type ReturnTarget =
  | { readonly alias: string; readonly version: number }
  | { readonly stage: Stage; readonly version: number }
  | { readonly eventId: number };

/** What concerns the registry as a whole: the meaning of URIs, and history. */
export interface ModelRegistry {
  /**
   * Says what a `runs:` or `models:` URI means now and where the files are.
   * @throws MillraceError RESOURCE_DOES_NOT_EXIST for what is not there
   */
  resolve(uri: string): Promise<ResolvedModel>;
  /** Where the named run and logged model keep their artifacts; those that are not there are left out. */
  artifactRoots(of: { readonly runId: string; readonly modelId: string }): Promise<string[]>;
  /** The newest first; of a deleted model too, unless another one has its name now. */
  timeline(name: string, query: TimelineQuery): Promise<ResponseOf<typeof endpoints.models.timeline>>;
  /** @param time milliseconds since the epoch */
  at(name: string, time: Int64): Promise<ModelPointers>;
  /** Gives the version that is pointed to now; none when the event had removed the alias. */
  return(name: string, target: ReturnTarget, caller: Caller): Promise<ModelVersion | undefined>;
}
