import type { Int64, LoggedModelStatus, ModelVersionStatus, RunStatus } from "@millrace/contract";
import type { ModelPoint } from "../logged-models/points.ts";
import type { PointColumns } from "../series/points.ts";

/** A tag or a parameter. */
export interface Entry {
  readonly key: string;
  readonly value: string;
}

/** Something that has an id of its own and was deleted or not. */
interface Deletable {
  readonly deleted: boolean;
  /** Milliseconds; null when it is not deleted or nobody noted the time. */
  readonly deletedMs: Int64 | null;
}

/** An experiment with its tags. */
export interface ExperimentRecord extends Deletable {
  readonly id: Int64;
  readonly name: string;
  readonly artifactLocation: string;
  readonly createdMs: Int64;
  readonly updatedMs: Int64;
  readonly tags: readonly Entry[];
}

/** A dataset that runs of an experiment read; it is known by experiment, name and digest. */
export interface DatasetRecord {
  readonly experimentId: Int64;
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
}

/** That a run read a dataset. */
export interface DatasetInputRecord {
  readonly dataset: Pick<DatasetRecord, "experimentId" | "name" | "digest">;
  readonly tags: readonly Entry[];
}

/** That a run read or made a logged model. */
export interface ModelLinkRecord {
  readonly modelId: string;
  readonly direction: "input" | "output";
  readonly step: Int64;
}

/** A run with all but the points of its metrics. */
export interface RunRecord extends Deletable {
  readonly id: string;
  readonly experimentId: Int64;
  readonly name: string;
  readonly userId: string;
  readonly status: RunStatus;
  readonly startMs: Int64;
  readonly endMs: Int64 | null;
  readonly artifactUri: string;
  readonly params: readonly Entry[];
  readonly tags: readonly Entry[];
  readonly datasets: readonly DatasetInputRecord[];
  readonly models: readonly ModelLinkRecord[];
  /** Its metrics, each with a number that grows with it and is about that of its points. */
  readonly series: readonly { readonly key: string; readonly size: number }[];
}

/** All points of one metric of a run. */
export interface SeriesRecord {
  readonly runId: string;
  readonly key: string;
  /** In any order. */
  readonly points: PointColumns;
  /** Its latest value where that is known; it settles which of several values of one step and time is the latest. */
  readonly lastValue?: number | undefined;
}

/** A logged model without its metrics. */
export interface LoggedModelRecord extends Deletable {
  readonly id: string;
  readonly experimentId: Int64;
  readonly name: string;
  readonly modelType: string;
  readonly sourceRunId: string;
  readonly status: LoggedModelStatus;
  readonly statusMessage: string | null;
  readonly artifactUri: string;
  readonly createdMs: Int64;
  readonly updatedMs: Int64;
  readonly params: readonly Entry[];
  readonly tags: readonly Entry[];
  /** How many points its metrics have. */
  readonly points: number;
}

/** One point of a metric of a logged model. */
export interface ModelPointRecord extends ModelPoint {
  readonly modelId: string;
}

/** A registered model without its versions. */
export interface RegisteredModelRecord {
  readonly name: string;
  readonly description: string | null;
  readonly createdMs: Int64;
  readonly updatedMs: Int64;
  /** The highest number that a version ever had. */
  readonly lastVersion: number;
  readonly tags: readonly Entry[];
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
}

/** A version of a registered model that is not deleted. */
export interface ModelVersionRecord {
  readonly model: string;
  readonly version: number;
  readonly description: string | null;
  readonly userId: string | null;
  readonly stage: string;
  readonly source: string;
  readonly storageLocation: string | null;
  readonly runId: string;
  readonly runLink: string;
  readonly status: ModelVersionStatus;
  readonly statusMessage: string | null;
  readonly loggedModelId: string | null;
  readonly createdMs: Int64;
  readonly updatedMs: Int64;
  readonly tags: readonly Entry[];
}

/** What can be counted on both sides of a move. */
export const COUNTED = [
  "experiments",
  "experiment tags",
  "datasets",
  "runs",
  "parameters",
  "tags",
  "metrics",
  "metric points",
  "dataset inputs",
  "dataset input tags",
  "model inputs",
  "model outputs",
  "logged models",
  "logged model parameters",
  "logged model tags",
  "logged model points",
  "registered models",
  "registered model tags",
  "aliases",
  "model versions",
  "model version tags",
] as const;

export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number>>;
