import { bool, int64, list, message, named, optional, type Static, text, wireDouble } from "../schema.ts";

/** How far a logged model is: its files are on their way, all there, or could not be saved. */
export const LoggedModelStatus = named({
  LOGGED_MODEL_STATUS_UNSPECIFIED: 0,
  LOGGED_MODEL_PENDING: 1,
  LOGGED_MODEL_READY: 2,
  LOGGED_MODEL_UPLOAD_FAILED: 3,
});
export type LoggedModelStatus = Static<typeof LoggedModelStatus>;

/** A key with its value, attached to a logged model. */
export const LoggedModelTag = message({ key: text(), value: text() });
export type LoggedModelTag = Static<typeof LoggedModelTag>;

/** A setting that a logged model was made with; it keeps its first value. */
export const LoggedModelParameter = message({ key: text(), value: text() });
export type LoggedModelParameter = Static<typeof LoggedModelParameter>;

/** A parameter or tag as a request gives it; absent texts mean "". */
export const GivenModelEntry = message({ key: optional(text()), value: optional(text()) });
export type GivenModelEntry = Static<typeof GivenModelEntry>;

/** A point of a logged model's metric: which run logged it, and on which dataset the model was measured. */
export const LoggedModelMetric = message({
  key: text(),
  value: wireDouble(),
  timestamp: int64(),
  step: int64(),
  dataset_name: optional(text()),
  dataset_digest: optional(text()),
  model_id: text(),
  run_id: text(),
});
export type LoggedModelMetric = Static<typeof LoggedModelMetric>;

/** What identifies a logged model and how it stands; times in milliseconds since the epoch. */
export const LoggedModelInfo = message({
  model_id: text(),
  experiment_id: text(),
  name: text(),
  creation_timestamp_ms: int64(),
  last_updated_timestamp_ms: int64(),
  artifact_uri: text(),
  status: LoggedModelStatus,
  model_type: text(),
  source_run_id: text(),
  status_message: optional(text()),
  tags: optional(list(LoggedModelTag)),
});
export type LoggedModelInfo = Static<typeof LoggedModelInfo>;

/** What was logged with a model. */
export const LoggedModelData = message({
  params: optional(list(LoggedModelParameter)),
  metrics: optional(list(LoggedModelMetric)),
});
export type LoggedModelData = Static<typeof LoggedModelData>;

/** A model that a run or a client saved in an experiment. */
export const LoggedModel = message({ info: LoggedModelInfo, data: LoggedModelData });
export type LoggedModel = Static<typeof LoggedModel>;

/** A dataset that a search looks at the metrics of; without a digest, any of that name. */
export const SearchedDataset = message({ dataset_name: optional(text()), dataset_digest: optional(text()) });

/** One part of the order of a search: an attribute or `metrics.<key>`, of one dataset if it is named. */
export const LoggedModelOrder = message({
  field_name: optional(text()),
  ascending: optional(bool()),
  dataset_name: optional(text()),
  dataset_digest: optional(text()),
});
export type LoggedModelOrder = Static<typeof LoggedModelOrder>;
