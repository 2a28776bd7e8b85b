import type { Param, RunTag } from "@millrace/contract";
import type { ArtifactContent, EndStatus } from "./run-log.ts";

/** Points of metrics in the order in which they were logged: equal places of the arrays belong together. */
export interface Points {
  readonly keys: string[];
  readonly values: number[];
  readonly steps: number[];
  readonly timestamps: number[];
}

/** How and when a run ended. */
export interface RunEnd {
  readonly status: EndStatus;
  readonly endTime: number;
}

/** What is sent to the server as one. */
export interface Batch {
  readonly kind: "batch";
  /** Counts the batches of a writer from 1: by it a server knows those that it has. */
  readonly sequence: number;
  readonly points: Points;
  readonly params: Param[];
  readonly tags: RunTag[];
  readonly end: RunEnd | undefined;
}

/** One artifact to upload. */
export interface Artifact {
  readonly kind: "artifact";
  readonly path: string;
  readonly content: ArtifactContent;
}

/** What a log sends, one after the other. */
export type Item = Batch | Artifact;

/** A batch without anything in it. */
export function emptyBatch(sequence: number): Batch {
  const points = { keys: [], values: [], steps: [], timestamps: [] };
  return { kind: "batch", sequence, points, params: [], tags: [], end: undefined };
}

/** Some points of a list, in their order. */
export function slicePoints(points: Points, from: number, to: number): Points {
  return {
    keys: points.keys.slice(from, to),
    values: points.values.slice(from, to),
    steps: points.steps.slice(from, to),
    timestamps: points.timestamps.slice(from, to),
  };
}
