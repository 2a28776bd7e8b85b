import type {
  Encoded,
  endpoints,
  LoggedModel,
  LoggedModelInfo,
  LoggedModelParameter,
  LoggedModelStatus,
  LoggedModelTag,
  ResponseOf,
} from "@millrace/contract";
import type { LoggedModelOrderItem, ModelDataset } from "@millrace/filter";

/** A model to be logged; its name is already chosen. */
export interface NewLoggedModel {
  readonly experimentId: string;
  readonly name: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  /** Each key once. */
  readonly params: readonly LoggedModelParameter[];
  readonly tags: readonly LoggedModelTag[];
}

/** One page of a search of logged models. */
export interface LoggedModelQuery {
  readonly experimentIds: readonly string[];
  readonly filter: string;
  readonly orderBy: readonly LoggedModelOrderItem[];
  /** Metrics of the filter count where they were measured on one of these; none means anywhere. */
  readonly datasets: readonly ModelDataset[];
  readonly maxResults: number;
  readonly pageToken: string | undefined;
}

/** Logged models. A deleted one takes changes as an active one does, as in MLflow; searches leave it out. */
export interface LoggedModelStore {
  /** Begins a model in an active experiment; its files are pending. */
  create(model: NewLoggedModel): Promise<LoggedModel>;
  get(
    modelId: string,
    options?: { readonly allowDeleted?: boolean },
  ): Promise<Encoded<ResponseOf<typeof endpoints.loggedModels.get>>>;
  /** What an active model is, without what was logged with it. */
  info(modelId: string): Promise<LoggedModelInfo>;
  finalize(
    modelId: string,
    status: LoggedModelStatus,
  ): Promise<Encoded<ResponseOf<typeof endpoints.loggedModels.finalize>>>;
  delete(modelId: string): Promise<void>;
  /** All of them or none; refused as BAD_REQUEST when the model has one of them. */
  logParams(modelId: string, params: readonly LoggedModelParameter[]): Promise<void>;
  setTags(modelId: string, tags: readonly LoggedModelTag[]): Promise<void>;
  deleteTag(modelId: string, key: string): Promise<void>;
  search(query: LoggedModelQuery): Promise<Encoded<ResponseOf<typeof endpoints.loggedModels.search>>>;
}
