import { bool, int64, list, message, optional, type Static, text } from "../schema.ts";

/** What a lineage tells of. */
export const LINEAGE_KINDS = ["dataset", "run", "logged-model", "model-version"] as const;
export type LineageKind = (typeof LINEAGE_KINDS)[number];

/** Where a lineage leads: to what something was made from, to what was made from it, or both. */
export const LINEAGE_DIRECTIONS = ["up", "down", "both"] as const;
export type LineageDirection = (typeof LINEAGE_DIRECTIONS)[number];

/**
 * One thing in a lineage. Its id is that of the kind on the wire: a run id, a logged model's id, `<model name>/<version>`
 * for a version, and `<experiment id>/<name>/<digest>` for a dataset, name and digest percent-encoded.
 */
export const LineageNode = message({
  /** One of LINEAGE_KINDS. */
  kind: text(),
  id: text(),
  name: text(),
  /** All but versions. */
  experiment_id: optional(text()),
  /** `active` or `deleted`: runs and logged models. */
  lifecycle_stage: optional(text()),
  /** As the endpoints of its kind write it: all but datasets. */
  status: optional(text()),
  /** When it began, in milliseconds since the epoch: all but datasets. */
  time: optional(int64()),
  digest: optional(text()),
  /** The type of a logged model. */
  model_type: optional(text()),
  version: optional(text()),
  stage: optional(text()),
});
export type LineageNode = Static<typeof LineageNode>;

/** Which thing a node is. */
export const LineageRef = message({ kind: text(), id: text() });

/**
 * A step from one thing to what was made from it. `relation` is `input` (a run read it), `output` (a run made it),
 * `registered` (it became a version) or `copied` (another version was made from it).
 */
export const LineageEdge = message({
  from: LineageRef,
  to: LineageRef,
  relation: text(),
  /** What a run used a dataset for, such as `training`. */
  context: optional(text()),
});
export type LineageEdge = Static<typeof LineageEdge>;

/** A part of the graph of all that was made from something else. */
export const Lineage = message({
  nodes: list(LineageNode),
  edges: list(LineageEdge),
  /** There is more than one answer holds; the steps next to the start are there first. */
  truncated: bool(),
});
export type Lineage = Static<typeof Lineage>;
