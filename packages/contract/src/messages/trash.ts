import { bool, int64, list, message, named, optional, type Static, text } from "../schema.ts";

/** What can lie in the trash. */
export const TrashKind = named({ EXPERIMENT: 1, RUN: 2, LOGGED_MODEL: 3 });
export type TrashKind = Static<typeof TrashKind>;

/** Files below a place; `is_complete` is false when there are more than were counted. */
export const ArtifactSize = message({ files: int64(), bytes: int64(), is_complete: bool(), error: optional(text()) });
export type ArtifactSize = Static<typeof ArtifactSize>;

/** A deleted experiment, run or logged model. What lies in the trash because its experiment does is part of that one. */
export const TrashItem = message({
  kind: TrashKind,
  id: text(),
  name: text(),
  /** The experiment that it belongs to, or is. */
  experiment_id: text(),
  /** 0 when nobody knows. */
  deleted_time: int64(),
  artifact_uri: text(),
  /** How many runs and logged models go with an experiment. */
  runs: optional(int64()),
  logged_models: optional(int64()),
  artifacts: optional(ArtifactSize),
  /** Its removal has begun: it can't be restored any more, only purged. */
  is_purging: bool(),
  /** Why its last purge did not succeed. */
  purge_error: optional(text()),
});
export type TrashItem = Static<typeof TrashItem>;

/** How many items of each kind. */
export const TrashCounts = message({ experiments: int64(), runs: int64(), logged_models: int64() });
export type TrashCounts = Static<typeof TrashCounts>;

/** What a purge job is to remove: the items that are named, or, when none is, those of some kinds (none means all). */
export const PurgeInput = message({
  experiment_ids: list(text()),
  run_ids: list(text()),
  logged_model_ids: list(text()),
  kinds: list(TrashKind),
  /** Only what was deleted at this time or before. */
  deleted_before: int64(),
  dry_run: bool(),
  /** Removes rows and leaves the artifacts where they are. */
  keep_artifacts: bool(),
});
export type PurgeInput = Static<typeof PurgeInput>;

/** An item that a purge left in the trash, or whose artifacts it left where they are. */
export const PurgeProblem = message({ kind: TrashKind, id: text(), artifact_uri: text(), reason: text() });
export type PurgeProblem = Static<typeof PurgeProblem>;

/** What a purge removed, or would remove. Of `failed` and `kept`, at most 1,000 each are named. */
export const PurgeResult = message({
  dry_run: bool(),
  items: TrashCounts,
  rows: list(message({ table: text(), rows: int64() })),
  objects: int64(),
  bytes: int64(),
  /** Items that are still in the trash, with the reason. */
  failed_count: int64(),
  failed: list(PurgeProblem),
  /** Items that are gone but whose artifacts are where they were: others use them, or the request said so. */
  kept_count: int64(),
  kept: list(PurgeProblem),
});
export type PurgeResult = Static<typeof PurgeResult>;
