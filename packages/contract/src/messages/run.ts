import { int64, list, message, optional, requiredText, type Static, text } from "../schema.ts";
import { RunStatus } from "./enums.ts";
import { DatasetInput, ModelInput, ModelOutput } from "./inputs.ts";
import { Metric } from "./metric.ts";

/** A setting of a run, which keeps its first value. */
export const Param = message({ key: text(), value: text() });
export type Param = Static<typeof Param>;

/** A parameter as a request gives it; an absent value means "". */
export const ParamInput = message({ key: requiredText(), value: optional(text()) });
export type ParamInput = Static<typeof ParamInput>;

/** A key with its value, attached to a run; a new value takes the place of the old one. */
export const RunTag = message({ key: text(), value: text() });
export type RunTag = Static<typeof RunTag>;

/** A tag as a request gives it; an absent value means "". */
export const RunTagInput = message({ key: requiredText(), value: optional(text()) });
export type RunTagInput = Static<typeof RunTagInput>;

/** What identifies a run and how it stands; times in milliseconds since the epoch. */
export const RunInfo = message({
  run_id: text(),
  run_uuid: text(),
  run_name: text(),
  experiment_id: text(),
  user_id: text(),
  status: RunStatus,
  start_time: int64(),
  end_time: optional(int64()),
  artifact_uri: text(),
  lifecycle_stage: text(),
});
export type RunInfo = Static<typeof RunInfo>;

/** What a run logged: the latest point of each metric, parameters and tags. */
export const RunData = message({
  metrics: optional(list(Metric)),
  params: optional(list(Param)),
  tags: optional(list(RunTag)),
});
export type RunData = Static<typeof RunData>;

/** The datasets and logged models that a run read. */
export const RunInputs = message({
  dataset_inputs: optional(list(DatasetInput)),
  model_inputs: optional(list(ModelInput)),
});
export type RunInputs = Static<typeof RunInputs>;

/** The logged models that a run wrote. */
export const RunOutputs = message({ model_outputs: optional(list(ModelOutput)) });
export type RunOutputs = Static<typeof RunOutputs>;

/** A run as a whole. */
export const Run = message({
  info: RunInfo,
  data: RunData,
  inputs: optional(RunInputs),
  outputs: optional(RunOutputs),
});
export type Run = Static<typeof Run>;
