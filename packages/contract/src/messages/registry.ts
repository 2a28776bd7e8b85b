import { int64, list, message, named, optional, requiredText, type Static, text } from "../schema.ts";

/** Whether the files of a version are in their place. Millrace's own versions are ready at once. */
export const ModelVersionStatus = named({ PENDING_REGISTRATION: 1, FAILED_REGISTRATION: 2, READY: 3 });
export type ModelVersionStatus = Static<typeof ModelVersionStatus>;

/** A key with its value, attached to a registered model or to one of its versions. */
export const ModelTag = message({ key: text(), value: text() });
export type ModelTag = Static<typeof ModelTag>;

/** A tag as a request gives it; an absent value means "". */
export const ModelTagInput = message({ key: requiredText(), value: optional(text()) });

/** A name that points to one version of a registered model, and can be pointed elsewhere. */
export const ModelAlias = message({ alias: text(), version: text() });
export type ModelAlias = Static<typeof ModelAlias>;

/** One version of a registered model. `version` is a number as text. */
export const ModelVersion = message({
  name: text(),
  version: text(),
  creation_timestamp: int64(),
  last_updated_timestamp: int64(),
  user_id: optional(text()),
  current_stage: text(),
  description: optional(text()),
  source: text(),
  run_id: text(),
  status: ModelVersionStatus,
  status_message: optional(text()),
  tags: optional(list(ModelTag)),
  run_link: text(),
  /** Only in answers about single versions: lists and registered models leave it out. */
  aliases: optional(list(text())),
});
export type ModelVersion = Static<typeof ModelVersion>;

/** A named series of versions. */
export const RegisteredModel = message({
  name: text(),
  creation_timestamp: int64(),
  last_updated_timestamp: int64(),
  description: optional(text()),
  /** The newest version of each stage that has one. */
  latest_versions: optional(list(ModelVersion)),
  tags: optional(list(ModelTag)),
  aliases: optional(list(ModelAlias)),
});
export type RegisteredModel = Static<typeof RegisteredModel>;
