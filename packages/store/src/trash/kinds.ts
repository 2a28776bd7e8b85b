import type { TrashKind } from "@millrace/contract";

/** Where items of a kind are in the database. */
export interface KindTable {
  /** In the column `purge_claim.kind`. */
  readonly number: number;
  readonly table: "experiment" | "run" | "logged_model";
  /** The column of the id that the wire has, as SQL that gives text. */
  readonly id: string;
  /** The column of the experiment that it belongs to, or is. */
  readonly experiment: string;
  /** The column of the root of the artifacts. */
  readonly place: string;
  /** What messages call it. */
  readonly noun: string;
}

/** The tables of the kinds. */
export const KIND_TABLES: Readonly<Record<TrashKind, KindTable>> = {
  EXPERIMENT: {
    number: 1,
    table: "experiment",
    id: "CAST(experiment.id AS TEXT)",
    experiment: "id",
    place: "artifact_location",
    noun: "experiment",
  },
  RUN: {
    number: 2,
    table: "run",
    id: "run.uuid",
    experiment: "experiment_id",
    place: "artifact_uri",
    noun: "run",
  },
  LOGGED_MODEL: {
    number: 3,
    table: "logged_model",
    id: "logged_model.uuid",
    experiment: "experiment_id",
    place: "artifact_uri",
    noun: "logged model",
  },
};

/** The kinds in the order in which they are removed: an experiment takes along what it has. */
export const KINDS = ["EXPERIMENT", "RUN", "LOGGED_MODEL"] as const satisfies readonly TrashKind[];

/** The condition that nobody has claimed the row `alias` of a kind to remove it. */
export function isUnclaimed(kind: TrashKind, alias: string): string {
  const { number } = KIND_TABLES[kind];
  return `NOT EXISTS (SELECT 1 FROM purge_claim WHERE purge_claim.kind = ${number} AND purge_claim.item_id = ${alias}.id)`;
}
