import type { Experiment as WireExperiment } from "@millrace/contract";
import { recordOf } from "../present.ts";
import { plainNumber } from "./number.ts";

/** An experiment as it was when it was read; times in milliseconds since the epoch. */
export interface Experiment {
  readonly experimentId: string;
  readonly name: string;
  readonly artifactLocation: string;
  /** `active` or `deleted`. */
  readonly lifecycleStage: string;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** An experiment from its form on the wire. */
export function toExperiment(wire: WireExperiment): Experiment {
  return {
    experimentId: wire.experiment_id,
    name: wire.name,
    artifactLocation: wire.artifact_location,
    lifecycleStage: wire.lifecycle_stage,
    creationTime: plainNumber(wire.creation_time),
    lastUpdateTime: plainNumber(wire.last_update_time),
    tags: recordOf(wire.tags),
  };
}
