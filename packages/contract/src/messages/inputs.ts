import { int64, list, message, optional, type Static, text } from "../schema.ts";

/** A dataset as a run saw it, identified by name and digest inside an experiment. */
export const Dataset = message({
  name: text(),
  digest: text(),
  source_type: text(),
  source: text(),
  schema: optional(text()),
  profile: optional(text()),
});
export type Dataset = Static<typeof Dataset>;

/** A key with its value, attached to a run's use of a dataset. */
export const InputTag = message({ key: text(), value: text() });
export type InputTag = Static<typeof InputTag>;

/** A dataset that a run read, with tags on the use (such as the context "training"). */
export const DatasetInput = message({ tags: optional(list(InputTag)), dataset: Dataset });
export type DatasetInput = Static<typeof DatasetInput>;

/** A logged model that a run read. */
export const ModelInput = message({ model_id: text() });
export type ModelInput = Static<typeof ModelInput>;

/** A logged model that a run wrote, and the step at which it did. */
export const ModelOutput = message({ model_id: text(), step: int64() });
export type ModelOutput = Static<typeof ModelOutput>;

/** A dataset input as a request gives it; absent texts mean "". */
export const GivenDatasetInput = message({
  tags: optional(list(message({ key: optional(text()), value: optional(text()) }))),
  dataset: message({
    name: optional(text()),
    digest: optional(text()),
    source_type: optional(text()),
    source: optional(text()),
    schema: optional(text()),
    profile: optional(text()),
  }),
});
export type GivenDatasetInput = Static<typeof GivenDatasetInput>;

/** A model input as a request gives it. */
export const GivenModelInput = message({ model_id: optional(text()) });
export type GivenModelInput = Static<typeof GivenModelInput>;

/** A model output as a request gives it; an absent step means 0. */
export const GivenModelOutput = message({ model_id: optional(text()), step: optional(int64()) });
export type GivenModelOutput = Static<typeof GivenModelOutput>;

/** A dataset of an experiment as the search lists it. */
export const DatasetSummary = message({
  experiment_id: text(),
  name: text(),
  digest: text(),
  context: optional(text()),
});
export type DatasetSummary = Static<typeof DatasetSummary>;
