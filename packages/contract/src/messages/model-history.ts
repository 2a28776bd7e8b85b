import { int64, list, message, named, optional, type Static, text } from "../schema.ts";

/** What can happen to a registered model and its versions. */
export const ModelEventKind = named({
  model_created: 1,
  model_renamed: 2,
  model_deleted: 3,
  version_created: 4,
  version_deleted: 5,
  version_name: 6,
  stage: 7,
  alias: 8,
  description: 9,
  tag: 10,
});
export type ModelEventKind = Static<typeof ModelEventKind>;

/**
 * One change of a registered model, or of the version that it names. Values are what they were before and after; one
 * that was not there is absent, one of more than 4,000 characters is cut.
 */
export const ModelEvent = message({
  event_id: text(),
  time: int64(),
  kind: ModelEventKind,
  version: optional(text()),
  /** The alias or the key of the tag. */
  subject: optional(text()),
  old_value: optional(text()),
  new_value: optional(text()),
  user_id: text(),
  reason: text(),
});
export type ModelEvent = Static<typeof ModelEvent>;

/** Which version each stage and alias of a model pointed to at a time. A stage points to the newest version in it. */
export const ModelPointers = message({
  stages: list(message({ stage: text(), version: text() })),
  aliases: list(message({ alias: text(), version: text() })),
});
export type ModelPointers = Static<typeof ModelPointers>;

/** What a model URI means and where its files are. Which fields there are depends on what the URI names. */
export const ResolvedModel = message({
  uri: text(),
  kind: named({ run: 1, "logged-model": 2, "model-version": 3 }),
  /** The folder with the model's files. */
  artifact_uri: text(),
  run_id: optional(text()),
  model_id: optional(text()),
  name: optional(text()),
  version: optional(text()),
});
export type ResolvedModel = Static<typeof ResolvedModel>;
