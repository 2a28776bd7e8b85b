import type { Run as WireRun, RunStatus } from "@millrace/contract";
import { present, recordOf } from "../present.ts";
import { metricValue, plainNumber } from "./number.ts";

/** What identifies a run and how it stands; times in milliseconds since the epoch. */
export interface RunInfo {
  readonly runId: string;
  readonly runName: string;
  readonly experimentId: string;
  readonly userId: string;
  readonly status: RunStatus;
  readonly startTime: number;
  readonly endTime?: number;
  readonly artifactUri: string;
  readonly lifecycleStage: string;
}

/** What a run logged: the latest value of each metric, its parameters and its tags. */
export interface RunData {
  readonly metrics: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A dataset that a run read. */
export interface RunDataset {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema?: string;
  readonly profile?: string;
  /** Of the run's use of it, such as `mlflow.data.context`. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The datasets and logged models that a run read. A search gives the datasets only. */
export interface RunInputs {
  readonly datasets: readonly RunDataset[];
  readonly modelIds: readonly string[];
}

/** The logged models that a run wrote, with the step at which it did. A search leaves them out. */
export interface RunOutputs {
  readonly models: readonly { readonly modelId: string; readonly step: number }[];
}

/** A run as it was when it was read. */
export interface Run {
  readonly info: RunInfo;
  readonly data: RunData;
  readonly inputs: RunInputs;
  readonly outputs: RunOutputs;
}

/** A run from its form on the wire. */
export function toRun(wire: WireRun): Run {
  const { info, data, inputs, outputs } = wire;
  const metrics = (data.metrics ?? []).map(({ key, value }) => [key, metricValue(value)] as const);
  return {
    info: toRunInfo(info),
    data: { metrics: Object.fromEntries(metrics), params: recordOf(data.params), tags: recordOf(data.tags) },
    inputs: {
      datasets: (inputs?.dataset_inputs ?? []).map(toDataset),
      modelIds: (inputs?.model_inputs ?? []).map(({ model_id: id }) => id),
    },
    outputs: {
      models: (outputs?.model_outputs ?? []).map((model) => ({
        modelId: model.model_id,
        step: plainNumber(model.step),
      })),
    },
  };
}

function toRunInfo(info: WireRun["info"]): RunInfo {
  return present({
    runId: info.run_id,
    runName: info.run_name,
    experimentId: info.experiment_id,
    userId: info.user_id,
    status: info.status,
    startTime: plainNumber(info.start_time),
    endTime: info.end_time === undefined ? undefined : plainNumber(info.end_time),
    artifactUri: info.artifact_uri,
    lifecycleStage: info.lifecycle_stage,
  });
}

type WireDataset = NonNullable<NonNullable<WireRun["inputs"]>["dataset_inputs"]>[number];

function toDataset({ dataset, tags }: WireDataset): RunDataset {
  return present({
    name: dataset.name,
    digest: dataset.digest,
    sourceType: dataset.source_type,
    source: dataset.source,
    schema: dataset.schema,
    profile: dataset.profile,
    tags: recordOf(tags),
  });
}
