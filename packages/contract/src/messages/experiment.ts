import { int64, list, message, optional, requiredText, type Static, text } from "../schema.ts";

/** A key with its value, attached to an experiment. */
export const ExperimentTag = message({ key: text(), value: text() });
export type ExperimentTag = Static<typeof ExperimentTag>;

/** A tag as a request gives it: the key must be there, an absent value means "". */
export const ExperimentTagInput = message({ key: requiredText(), value: optional(text()) });

/** A group of runs with a name and a place for their artifacts. */
export const Experiment = message({
  experiment_id: text(),
  name: text(),
  artifact_location: text(),
  lifecycle_stage: text(),
  last_update_time: int64(),
  creation_time: int64(),
  tags: optional(list(ExperimentTag)),
  workspace: text(),
});
export type Experiment = Static<typeof Experiment>;
