import path from "node:path";
import type { DatasetInputRecord, DatasetRecord, ModelLinkRecord, RunRecord } from "@millrace/store/transfer";
import { runStatus } from "../values.ts";
import type { ExperimentFolder } from "./experiments.ts";
import { fileSize, filesBelow, readEntries } from "./files.ts";
import type { Described, Layout } from "./layout.ts";
import type { Meta } from "./meta.ts";

/** About the length of a line of a metric file. */
const LINE_BYTES = 24;

/** A run with the folder that holds its metrics. */
export interface RunFolder {
  readonly folder: string;
  readonly run: RunRecord;
}

/** The runs of an experiment, deleted ones too. */
export function* readRuns(
  layout: Layout,
  experiment: ExperimentFolder,
  datasets: ReadonlyMap<string, DatasetRecord>,
): Generator<RunFolder> {
  for (const described of layout.runs(experiment.folder)) {
    const { folder, meta } = described;
    const id = meta.text("run_id") ?? meta.text("run_uuid");
    if (id === null) layout.note(folder, "meta.yaml lacks the run's id");
    else yield { folder, run: toRun(id, layout, experiment, described, datasets) };
  }
}

function toRun(
  id: string,
  layout: Layout,
  experiment: ExperimentFolder,
  { folder, meta }: Described,
  datasets: ReadonlyMap<string, DatasetRecord>,
): RunRecord {
  const tags = readEntries(path.join(folder, "tags"));
  const deleted = meta.text("lifecycle_stage") === "deleted";
  const metrics = path.join(folder, "metrics");
  return {
    id,
    experimentId: experiment.id,
    name: runName(meta) ?? tags.find(({ key }) => key === "mlflow.runName")?.value ?? "",
    userId: meta.text("user_id") ?? "",
    status: runStatus(meta.text("status")),
    startMs: meta.integer("start_time") ?? 0,
    endMs: meta.integer("end_time"),
    deleted,
    deletedMs: deleted ? meta.integer("deleted_time") : null,
    artifactUri: meta.text("artifact_uri") ?? "",
    params: readEntries(path.join(folder, "params")),
    tags,
    datasets: datasetInputs(layout, folder, datasets),
    models: modelLinks(layout, folder),
    series: filesBelow(metrics).map((key) => ({ key, size: fileSize(path.join(metrics, key)) / LINE_BYTES })),
  };
}

function runName(meta: Meta): string | undefined {
  return meta.text("run_name") || meta.text("name") || undefined;
}

function datasetInputs(
  layout: Layout,
  run: string,
  datasets: ReadonlyMap<string, DatasetRecord>,
): DatasetInputRecord[] {
  const inputs: DatasetInputRecord[] = [];
  for (const { folder, meta } of layout.inputs(run)) {
    if (meta.text("source_type") !== "DATASET") continue;
    const dataset = datasets.get(meta.text("source_id") ?? "");
    if (dataset === undefined) layout.note(folder, "its dataset is missing");
    else inputs.push({ dataset: keyOf(dataset), tags: meta.entries("tags") });
  }
  return inputs;
}

function keyOf({ experimentId, name, digest }: DatasetRecord): DatasetInputRecord["dataset"] {
  return { experimentId, name, digest };
}

function modelLinks(layout: Layout, run: string): ModelLinkRecord[] {
  const links: ModelLinkRecord[] = [];
  for (const { meta } of layout.inputs(run)) {
    if (meta.text("source_type") === "DATASET") continue;
    links.push({ modelId: meta.text("source_id") ?? "", direction: "input", step: 0 });
  }
  for (const { meta } of layout.outputs(run)) {
    links.push({
      modelId: meta.text("destination_id") ?? "",
      direction: "output",
      step: meta.integer("step") ?? 0,
    });
  }
  return links;
}
